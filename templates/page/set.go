package page

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"strings"

	"onrecord/templates/locale"
	"onrecord/templates/view"
)

//go:embed html static
var files embed.FS

// set is the parsed templates in one language, with the stylesheet and the script
// that all pages carry.
type set struct {
	pages  map[string]*template.Template
	css    template.CSS
	script template.JS
	formTo string
	// pictures are the sources of pictures, "" for none.
	pictures string
	// version is a hash of all that pages are made of but the archive and the code
	// that fills them in.
	version string
}

// parse reads the embedded templates, each page with the layout and the parts.
func parse(b *view.Builder) (set, error) {
	css, err := files.ReadFile("static/onrecord.css")
	if err != nil {
		return set{}, err
	}
	script, err := files.ReadFile("static/local.js")
	if err != nil {
		return set{}, err
	}
	s := set{pages: map[string]*template.Template{}, css: template.CSS(css), script: template.JS(script), formTo: "'none'", pictures: b.Options().PicturesFrom} //nolint:gosec // our own files
	if b.Options().Served {
		s.formTo = "'self'"
	}
	if s.version, err = versionOf(b.Locale); err != nil {
		return set{}, err
	}
	shared, err := sources(b.Locale, "html/layout.html", "html/partial")
	if err != nil {
		return set{}, err
	}
	entries, err := fs.ReadDir(files, "html/pages")
	for _, e := range entries {
		own, readErr := files.ReadFile("html/pages/" + e.Name())
		if readErr != nil {
			return set{}, readErr
		}
		page, parseErr := template.New(e.Name()).Funcs(parts{b}.funcs()).Parse(shared + b.Translate(string(own)))
		if parseErr != nil {
			return set{}, fmt.Errorf("template %s: %w", e.Name(), parseErr)
		}
		s.pages[strings.TrimSuffix(e.Name(), ".html")] = page
	}
	return s, err
}

// policy is the Content-Security-Policy of a page that has a script of its own, or
// none, and that shows kept pictures, or none. Style and scripts stand in the page, named by their hashes: 'self' means
// nothing to a page that is opened from disk. A page's own script may load the files of
// its report.
func (s set) policy(own template.JS, pictured bool) string {
	scripts := "script-src "
	if own != "" {
		scripts += "'strict-dynamic' " + hashSource(string(own)) + " "
	}
	images := "img-src data:"
	if pictured && s.pictures != "" {
		images += " " + s.pictures
	}
	return "default-src 'none'; style-src " + hashSource(string(s.css)) + "; " + scripts + hashSource(string(s.script)) + "; " + images + "; base-uri 'none'; form-action " + s.formTo
}

// hashSource names an inline style or script in a policy.
func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// sources are files and the files of folders, translated.
func sources(l *locale.Locale, names ...string) (string, error) {
	var b strings.Builder
	for _, name := range names {
		err := fs.WalkDir(files, name, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			text, err := files.ReadFile(path)
			b.WriteString(l.Translate(string(text)))
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// versionOf is a hash over the embedded files and the language.
func versionOf(l *locale.Locale) (string, error) {
	h := sha256.New()
	h.Write([]byte(l.Tag.String()))
	if err := hashFiles(h, files); err != nil {
		return "", err
	}
	err := hashFiles(h, locale.Files)
	return hex.EncodeToString(h.Sum(nil)[:8]), err
}

func hashFiles(h io.Writer, all fs.FS) error {
	return fs.WalkDir(all, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(all, path)
		fmt.Fprintf(h, "%s %d\n%s", path, len(text), text)
		return err
	})
}

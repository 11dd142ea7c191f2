package templates

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
)

//go:embed layout.html page partial static text markup*.go
var files embed.FS

// set is the parsed templates in one language, with the stylesheet and the script
// that all pages carry.
type set struct {
	pages  map[string]*template.Template
	css    template.CSS
	script template.JS
	// policy is the Content-Security-Policy of a page, version a hash of all that
	// pages are made of but the archive and the code that fills them in.
	policy, version string
}

// parse reads the embedded templates, each page with the layout and the parts.
func parse(t *tongue, served bool) (set, error) {
	css, err := files.ReadFile("static/onrecord.css")
	if err != nil {
		return set{}, err
	}
	script, err := files.ReadFile("static/local.js")
	if err != nil {
		return set{}, err
	}
	s := set{pages: map[string]*template.Template{}, css: template.CSS(css), script: template.JS(script)} //nolint:gosec // our own files
	// They stand in each page, named by their hashes: 'self' means nothing to a
	// page that is opened from disk.
	s.policy = "default-src 'none'; style-src " + hashSource(string(css)) + "; script-src " + hashSource(string(script)) + "; img-src data:; base-uri 'none'; form-action " + formTo(served)
	s.version, err = versionOf(t)
	if err != nil {
		return set{}, err
	}
	shared, err := t.sources("layout.html", "partial")
	if err != nil {
		return set{}, err
	}
	entries, err := fs.ReadDir(files, "page")
	for _, e := range entries {
		own, readErr := files.ReadFile("page/" + e.Name())
		if readErr != nil {
			return set{}, readErr
		}
		page, parseErr := template.New(e.Name()).Funcs(t.funcs()).Parse(shared + t.translate(string(own)))
		if parseErr != nil {
			return set{}, fmt.Errorf("template %s: %w", e.Name(), parseErr)
		}
		s.pages[strings.TrimSuffix(e.Name(), ".html")] = page
	}
	return s, err
}

// formTo is where forms may be sent.
func formTo(served bool) string {
	if served {
		return "'self'"
	}
	return "'none'"
}

// sources are files and the files of folders, translated.
func (t *tongue) sources(names ...string) (string, error) {
	var b strings.Builder
	for _, name := range names {
		err := fs.WalkDir(files, name, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			text, err := files.ReadFile(path)
			b.WriteString(t.translate(string(text)))
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// hashSource names an inline style or script in a policy.
func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// versionOf is a hash over the embedded files and the language.
func versionOf(t *tongue) (string, error) {
	h := sha256.New()
	h.Write([]byte(t.tag.String()))
	err := fs.WalkDir(files, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := files.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n%s", path, len(text), text)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)[:8]), err
}

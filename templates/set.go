package templates

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
)

//go:embed layout.html page partial static
var files embed.FS

// set is the parsed templates with the stylesheet that all pages carry.
type set struct {
	pages map[string]*template.Template
	css   template.CSS
	csp   string
}

// parse reads the embedded templates, each page with the layout and the parts.
func parse() (set, error) {
	css, err := files.ReadFile("static/onrecord.css")
	if err != nil {
		return set{}, fmt.Errorf("stylesheet: %w", err)
	}
	s := set{pages: map[string]*template.Template{}, css: template.CSS(css)}
	// The stylesheet stands in each page, named by its hash: 'self' means
	// nothing to a page that is opened from disk.
	sum := sha256.Sum256(css)
	s.csp = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
	entries, err := fs.ReadDir(files, "page")
	if err != nil {
		return set{}, err
	}
	for _, e := range entries {
		t, err := template.New(e.Name()).Funcs(funcs).ParseFS(files, "layout.html", "partial/*.html", "page/"+e.Name())
		if err != nil {
			return set{}, fmt.Errorf("template %s: %w", e.Name(), err)
		}
		s.pages[strings.TrimSuffix(e.Name(), ".html")] = t
	}
	return s, nil
}

package page

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"onrecord/templates/view"
)

// TestTemplatesFitTheirStructs: each template names only fields and methods that the
// page's struct has.
func TestTemplatesFitTheirStructs(t *testing.T) {
	site, err := New(view.Archive{}, view.Options{Served: true})
	if err != nil {
		t.Fatal(err)
	}
	set := site.set
	structs := map[string]any{}
	for _, e := range view.Pages {
		structs[e.Template] = e.Struct
	}
	for name, page := range set.pages {
		if name == "card" {
			if err := templatecheck.CheckHTML(page.Lookup("card"), view.Card{}); err != nil {
				t.Errorf("card: %v", err)
			}
			continue
		}
		if structs[name] == nil {
			t.Errorf("no struct is known of the page %s", name)
			continue
		}
		if err := templatecheck.CheckHTML(page.Lookup("body"), structs[name]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, part := range []string{"top", "head", "bottom"} {
			if err := templatecheck.CheckHTML(page.Lookup(part), Frame{}); err != nil {
				t.Errorf("%s of %s: %v", part, name, err)
			}
		}
	}
}

// fixed are the texts of templates that need no value.
var fixed = regexp.MustCompile(`\{\{t "(?:[^"\\]|\\.)*"\}\}`)

// TestTemplatesHaveNoBareEnglish: what a reader reads goes through t or say.
func TestTemplatesHaveNoBareEnglish(t *testing.T) {
	tags := regexp.MustCompile(`(?s)<style>.*?</style>|<code[^>]*>.*?</code>|/[a-z][a-z0-9./]+|<[^>]*>|\{\{[^}]*\}\}`)
	bare := regexp.MustCompile(`[A-Za-z]{4,}`)
	err := fs.WalkDir(files, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := files.ReadFile(path)
		if err != nil {
			return err
		}
		text := tags.ReplaceAllString(strings.ReplaceAll(fixed.ReplaceAllString(string(b), ""), "onrecord export bundle", ""), " ")
		for _, word := range bare.FindAllString(text, -1) {
			if word != "onrecord" && word != "verify" {
				t.Errorf("%s says %q in no language", path, word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

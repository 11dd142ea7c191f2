package templates

import (
	"testing"

	"github.com/jba/templatecheck"
)

// TestTemplatesFitTheirStructs: each template names only fields and methods that the
// page's struct has.
func TestTemplatesFitTheirStructs(t *testing.T) {
	tongue, err := readTongue("en")
	if err != nil {
		t.Fatal(err)
	}
	set, err := parse(tongue, true)
	if err != nil {
		t.Fatal(err)
	}
	structs := map[string]any{
		"index": &IndexPage{}, "post": PostPage{}, "article": ArticlePage{}, "compare": ComparePage{}, "author": AuthorPage{}, "authors": AuthorsPage{},
		"source": SourcePage{}, "sources": SourcesPage{}, "run": RunPage{}, "runs": RunsPage{}, "changes": ChangesPage{}, "lookup": &LookupPage{},
		"log": LogPage{}, "about": AboutPage{}, "memento": MementoPage{}, "tools": ToolsPage{}, "problem": ProblemPage{},
	}
	for name, page := range set.pages {
		if name == "card" {
			if err := templatecheck.CheckHTML(page.Lookup("card"), Card{}); err != nil {
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

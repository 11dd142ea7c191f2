package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// goPackage is what `go list -json` says of a package.
type goPackage struct {
	ImportPath, Dir string
	GoFiles         []string
	Imports         []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json", "onrecord/...")
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// layer is a folder of the design and the packages of ours that it may import.
// The first that fits a package counts.
type layer struct {
	folder string
	may    []string
}

// anything of ours.
const anything = "*"

var layers = []layer{
	{"onrecord/cmd", []string{anything}},
	{"onrecord/store/storetest/samples", nil},
	{"onrecord/store/storetest", []string{"onrecord/store", "onrecord/store/proof"}},
	{"onrecord/store/warc/zipped", nil},
	{"onrecord/store/warc", []string{"onrecord/store", "onrecord/store/warc/zipped"}},
	{"onrecord/store/proof/stamp", []string{"onrecord/store/proof/stamp"}},
	{"onrecord/store/proof/bundle", []string{"onrecord/store", "onrecord/store/proof", "onrecord/store/warc", "onrecord/store/warc/zipped"}},
	{"onrecord/store/proof", []string{"onrecord/store"}},
	{"onrecord/store/postings", []string{"onrecord/store"}},
	{"onrecord/store/record", []string{"onrecord/store"}},
	{"onrecord/store/postgres/postgrestest", nil},
	{"onrecord/store/bucket", nil},
	{"onrecord/store/postgres", []string{"onrecord/store", "onrecord/store/bucket", "onrecord/store/sqlite"}},                   // whose statements it takes
	{"onrecord/store/", []string{"onrecord/store", "onrecord/store/proof", "onrecord/store/postings", "onrecord/store/record"}}, // every database
	{"onrecord/store", nil},
	{"onrecord/scraper/kit/moment", []string{"onrecord/store"}},
	{"onrecord/scraper/kit", nil},
	{"onrecord/scraper/client", []string{"onrecord/scraper", "onrecord/scraper/kit/*", "onrecord/store"}},
	{"onrecord/scraper/stampclient", []string{"onrecord/scraper", "onrecord/scraper/client", "onrecord/store/proof/stamp"}},
	{"onrecord/scraper/browser", []string{"onrecord/scraper", "onrecord/scraper/client", "onrecord/store"}},
	{"onrecord/scraper/format", []string{"onrecord/scraper", "onrecord/scraper/kit/*", "onrecord/store"}}, // the files in which people keep posts
	// A platform may build on another that it is a fork of, or whose form it speaks.
	{"onrecord/scraper/platform/truthsocial", []string{"onrecord/scraper", "onrecord/scraper/format", "onrecord/scraper/kit/*", "onrecord/scraper/platform/mastodon", "onrecord/store"}},
	{"onrecord/scraper/platform/reddit", []string{"onrecord/scraper", "onrecord/scraper/format", "onrecord/scraper/kit/*", "onrecord/scraper/platform/feed", "onrecord/store"}},
	{"onrecord/scraper/platform/youtube", []string{"onrecord/scraper", "onrecord/scraper/format", "onrecord/scraper/kit/*", "onrecord/scraper/platform/feed", "onrecord/store"}},
	{"onrecord/scraper/platform/", []string{"onrecord/scraper", "onrecord/scraper/format", "onrecord/scraper/kit/*", "onrecord/store"}},
	{"onrecord/scraper/platform", []string{"onrecord/scraper", "onrecord/scraper/format", "onrecord/scraper/platform/*", "onrecord/store"}},
	{"onrecord/scraper/", []string{"onrecord/scraper", "onrecord/scraper/kit/*", "onrecord/store"}}, // the Wayback Machine, and the suite
	{"onrecord/scraper", []string{"onrecord/scraper/kit/*", "onrecord/store"}},
	{"onrecord/compare/text", nil},
	{"onrecord/compare/lang", nil},
	{"onrecord/compare/lexicon", []string{"onrecord/compare/lexicon", "onrecord/compare/text", "onrecord/compare/lang"}},
	{"onrecord/compare/translate", nil},
	{"onrecord/compare/sound", []string{"onrecord/compare/text"}},
	{"onrecord/compare/quote", []string{"onrecord/compare/text", "onrecord/compare/lang", "onrecord/compare/lexicon", "onrecord/compare/sound", "onrecord/store"}},
	{"onrecord/compare/find", []string{"onrecord/compare/text", "onrecord/store"}},
	{"onrecord/compare/index", []string{"onrecord/compare/text", "onrecord/store"}},
	{"onrecord/compare/place", []string{"onrecord/compare/text"}},
	{"onrecord/compare/match", []string{"onrecord/compare", "onrecord/compare/place", "onrecord/compare/sound", "onrecord/compare/text", "onrecord/compare/lang", "onrecord/compare/lexicon", "onrecord/compare/quote", "onrecord/compare/index", "onrecord/compare/value", "onrecord/store"}},
	{"onrecord/compare/value", []string{"onrecord/compare/text", "onrecord/compare/lang"}},
	{"onrecord/compare/cross/fit/calibrate", []string{"onrecord/compare/cross/fit", "onrecord/compare/quote", "onrecord/compare/text", "onrecord/store", "onrecord/store/storetest/samples"}}, // weighs by recorded quotes
	{"onrecord/compare/cross", []string{"onrecord/compare/sound", "onrecord/compare/cross/*", "onrecord/compare/text", "onrecord/compare/lang", "onrecord/compare/lexicon", "onrecord/compare/quote", "onrecord/compare/index", "onrecord/compare/match", "onrecord/compare/value", "onrecord/store"}},
	{"onrecord/compare/link", []string{"onrecord/compare/*", "onrecord/store"}},
	{"onrecord/compare", []string{"onrecord/compare/text"}},
	{"onrecord/templates/npmtest", nil},
	{"onrecord/templates/pagetest", []string{"onrecord/templates/npmtest"}},
	{"onrecord/templates/search", []string{"onrecord/store", "onrecord/compare/lang", "onrecord/compare/match"}},
	{"onrecord/templates/locale", []string{"onrecord/store"}},
	{"onrecord/templates/thumb", nil},
	{"onrecord/templates/atom", nil},
	{"onrecord/templates/view", []string{"onrecord/templates/thumb", "onrecord/store", "onrecord/compare", "onrecord/compare/*", "onrecord/templates/locale", "onrecord/templates/search"}},
	{"onrecord/templates/page", []string{"onrecord/store", "onrecord/templates/atom", "onrecord/templates/locale", "onrecord/templates/view"}},
	{"onrecord/templates/report", []string{"onrecord/templates/thumb", "onrecord/store", "onrecord/templates/page", "onrecord/templates/search", "onrecord/templates/view"}},
}

// holds reports whether a package belongs to the layer. A folder that ends in a
// slash means those below it.
func (l layer) holds(pkg string) bool {
	if strings.HasSuffix(l.folder, "/") {
		return strings.HasPrefix(pkg, l.folder)
	}
	return pkg == l.folder || strings.HasPrefix(pkg, l.folder+"/")
}

func (l layer) allows(imported string) bool {
	return slices.ContainsFunc(l.may, func(m string) bool {
		below, ok := strings.CutSuffix(m, "/*")
		return m == anything || m == imported || ok && strings.HasPrefix(imported, below+"/")
	})
}

// arrowFaults lists the imports that go against the arrows.
func arrowFaults(all []goPackage) (faults []string) {
	for _, p := range all {
		i := slices.IndexFunc(layers, func(l layer) bool { return l.holds(p.ImportPath) })
		if i < 0 {
			faults = append(faults, p.ImportPath+" belongs to no layer")
			continue
		}
		for _, imported := range p.Imports {
			ours := strings.HasPrefix(imported, "onrecord/")
			foreign := strings.Contains(strings.Split(imported, "/")[0], ".")
			if ours && !layers[i].allows(imported) || foreign && p.ImportPath == "onrecord/store" {
				faults = append(faults, p.ImportPath+" imports "+imported)
			}
		}
	}
	return faults
}

// TestArrows: arrows point one way. Each package's own imports are looked at, so
// the way round over a third package is closed too.
func TestArrows(t *testing.T) {
	for _, f := range arrowFaults(packages(t)) {
		t.Errorf("%s; see the table of layers in README.md", f)
	}
}

// TestArrowsAgainst: each import that must not be is found.
func TestArrowsAgainst(t *testing.T) {
	for _, c := range [][2]string{
		{"onrecord/store", "onrecord/compare"},
		{"onrecord/store", "github.com/google/go-cmp/cmp"},
		{"onrecord/store/sqlite", "onrecord/scraper"},
		{"onrecord/store/sqlite", "onrecord/compare"},
		{"onrecord/scraper", "onrecord/compare"},
		{"onrecord/scraper", "onrecord/store/sqlite"},
		{"onrecord/scraper", "onrecord/scraper/platform/x"},
		{"onrecord/scraper/platform/x", "onrecord/scraper/platform/feed"},
		{"onrecord/scraper/platform/x", "onrecord/compare"},
		{"onrecord/compare", "onrecord/scraper"},
		{"onrecord/compare/text", "onrecord/store"},
		{"onrecord/compare", "onrecord/store/sqlite"},
		{"onrecord/compare", "onrecord/templates/view"},
		{"onrecord/templates/view", "onrecord/templates/page"},
		{"onrecord/templates/page", "onrecord/compare/match"},
		{"onrecord/templates/view", "onrecord/scraper"},
		{"onrecord/templates/report", "onrecord/store/sqlite"},
		{"onrecord/templates/page", "onrecord/cmd/onrecord"},
	} {
		want := []string{c[0] + " imports " + c[1]}
		if got := arrowFaults([]goPackage{{ImportPath: c[0], Imports: []string{"strings", c[1]}}}); !slices.Equal(got, want) {
			t.Errorf("faults %q, want %q", got, want)
		}
	}
	if got := arrowFaults([]goPackage{{ImportPath: "onrecord/util"}}); len(got) != 1 {
		t.Errorf("a package of no layer: faults %q", got)
	}
}

// TestOneDoorToColly: only scraper/client imports colly.
func TestOneDoorToColly(t *testing.T) {
	found := false
	for _, p := range packages(t) {
		for _, name := range p.GoFiles {
			f := parse(t, filepath.Join(p.Dir, name))
			for _, i := range f.Imports {
				if !strings.HasPrefix(i.Path.Value, `"github.com/gocolly/colly`) {
					continue
				}
				found = true
				if p.ImportPath != "onrecord/scraper/client" {
					t.Errorf("%s/%s imports colly; only scraper/client may", p.ImportPath, name)
				}
			}
		}
	}
	if !found {
		t.Error("nobody imports colly; this test looks in the wrong place")
	}
}

func parse(t *testing.T, file string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestHouse: the top level and the packages' names are those of the design.
func TestHouse(t *testing.T) {
	allowed := []string{"cmd", "scraper", "store", "compare", "templates", "go.mod", "go.sum", "Makefile", "README.md"}
	out, err := exec.CommandContext(t.Context(), "git", "-C", filepath.Join("..", ".."), "ls-files", "-z").Output()
	if err != nil {
		t.Skipf("git does not list the files here: %v", err)
	}
	for f := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		top, _, _ := strings.Cut(f, "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(allowed, top) {
			t.Errorf("%s does not belong at the top level", top)
		}
	}
	for _, p := range packages(t) {
		for part := range strings.SplitSeq(p.ImportPath, "/") {
			if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "models"}, part) {
				t.Errorf("%s: a package is named by what it holds", p.ImportPath)
			}
		}
	}
}

package main

import (
	"encoding/json"
	"errors"
	"io"
	"os"
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
	cmd := exec.Command("go", "list", "-json", "onrecord/...")
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

// arrows say which of our packages a layer may import, by prefix.
var arrows = []struct {
	layer string
	may   []string
}{
	{"onrecord/cmd", []string{"onrecord/"}},
	{"onrecord/store/sqlite", []string{"onrecord/store"}},
	{"onrecord/store/storetest", []string{"onrecord/store"}},
	{"onrecord/store", nil},
	{"onrecord/scraper/all", []string{"onrecord/scraper", "onrecord/store"}},
	{"onrecord/scraper", []string{"onrecord/scraper", "onrecord/store"}},
	{"onrecord/compare", []string{"onrecord/store"}},
	{"onrecord/templates", []string{"onrecord/store", "onrecord/compare"}},
}

// TestArrows: arrows point one way.
func TestArrows(t *testing.T) {
	for _, p := range packages(t) {
		for _, a := range arrows {
			if p.ImportPath != a.layer && !strings.HasPrefix(p.ImportPath, a.layer+"/") {
				continue
			}
			for _, i := range p.Imports {
				if strings.HasPrefix(i, "onrecord/") && !slices.ContainsFunc(a.may, func(m string) bool {
					return strings.HasPrefix(i, m) && !strings.HasPrefix(i, "onrecord/store/") || a.layer == "onrecord/cmd"
				}) {
					t.Errorf("%s imports %s: %s may import %v", p.ImportPath, i, a.layer, a.may)
				}
				if p.ImportPath == "onrecord/store" && strings.Contains(strings.Split(i, "/")[0], ".") {
					t.Errorf("store imports %s: it may import the standard library only", i)
				}
			}
			break
		}
	}
}

// TestOneDoorToColly: only scraper/fetch*.go imports colly.
func TestOneDoorToColly(t *testing.T) {
	found := false
	for _, p := range packages(t) {
		for _, f := range p.GoFiles {
			src, err := os.ReadFile(filepath.Join(p.Dir, f))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(src), `"github.com/gocolly/colly/v2"`) {
				continue
			}
			found = true
			if p.ImportPath != "onrecord/scraper" || !strings.HasPrefix(f, "fetch") {
				t.Errorf("%s/%s imports colly", p.ImportPath, f)
			}
		}
	}
	if !found {
		t.Error("nobody imports colly")
	}
}

// TestAdaptersDoNoIO: adapters and compare neither fetch nor open files.
func TestAdaptersDoNoIO(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath != "onrecord/compare" && !(strings.HasPrefix(p.ImportPath, "onrecord/scraper/") && p.ImportPath != "onrecord/scraper/scrapertest") {
			continue
		}
		for _, banned := range []string{"os", "os/exec", "net", "database/sql"} {
			if slices.Contains(p.Imports, banned) {
				t.Errorf("%s imports %s", p.ImportPath, banned)
			}
		}
	}
}

// TestHouse: the top level and the packages' names are those of the design.
func TestHouse(t *testing.T) {
	allowed := []string{"cmd", "scraper", "store", "compare", "templates", "go.mod", "go.sum", "Makefile", "README.md"}
	out, err := exec.Command("git", "-C", filepath.Join("..", ".."), "ls-files").Output()
	if err != nil {
		t.Skipf("git does not list the files here: %v", err)
	}
	for _, f := range strings.Fields(string(out)) {
		top, _, _ := strings.Cut(f, "/")
		if !strings.HasPrefix(top, ".") && !slices.Contains(allowed, top) {
			t.Errorf("%s does not belong at the top level", top)
		}
	}
	for _, p := range packages(t) {
		if slices.Contains([]string{"util", "common", "helpers", "models"}, filepath.Base(p.ImportPath)) {
			t.Errorf("%s: a package is named by what it holds", p.ImportPath)
		}
	}
}

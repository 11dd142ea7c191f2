package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pure reports whether the design lets the package do no I/O.
func pure(pkg string) bool {
	switch pkg {
	case "onrecord/scraper/platform", "onrecord/scraper/scrapertest", "onrecord/scraper/client", "onrecord/scraper/stampclient", "onrecord/scraper/browser", "onrecord/cmd/internal/notify", "onrecord/compare/translate":
		return false
	}
	if strings.Contains(pkg+"/", "/gen/") || strings.HasSuffix(pkg, "/calibrate") || pkg == "onrecord/compare/lexicon" { // writes a table that the program carries
		return false
	}
	return pkg == "onrecord/compare" || strings.HasPrefix(pkg, "onrecord/compare/") || strings.HasPrefix(pkg, "onrecord/scraper/")
}

// asking is what a package that only reads answers leaves alone in net/http.
var asking = []string{
	"Client", "DefaultClient", "DefaultTransport", "Transport", "RoundTripper", "Get", "Head", "Post", "PostForm",
	"NewRequest", "NewRequestWithContext", "ListenAndServe", "Server",
}

// ioFaults lists what in a file reaches for files, processes, the network or a
// database. Types of net/http (Header, the status numbers) are no I/O.
func ioFaults(f *ast.File) (faults []string) {
	for _, i := range f.Imports {
		switch path := strings.Trim(i.Path.Value, `"`); path {
		case "os", "os/exec", "io/ioutil", "net", "net/http/httputil", "database/sql", "syscall":
			faults = append(faults, path)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == "http" && slices.Contains(asking, sel.Sel.Name) {
			faults = append(faults, "http."+sel.Sel.Name)
		}
		return true
	})
	return faults
}

// TestNoIO: adapters and compare neither fetch nor open files.
func TestNoIO(t *testing.T) {
	for _, p := range packages(t) {
		if !pure(p.ImportPath) {
			continue
		}
		for _, name := range p.GoFiles {
			for _, f := range ioFaults(parse(t, filepath.Join(p.Dir, name))) {
				t.Errorf("%s/%s uses %s; it may do no I/O", p.ImportPath, name, f)
			}
		}
	}
}

// TestIOIsFound: what TestNoIO looks for, it finds.
func TestIOIsFound(t *testing.T) {
	for src, want := range map[string]string{
		`import "os"`:           "[os]",
		`import "database/sql"`: "[database/sql]",
		`import "net/http"; func f() { http.Get("") }`:     "[http.Get]",
		`import "net/http"; var c http.Client`:             "[http.Client]",
		`import "net/http"; var h http.Header`:             "[]",
		`import "net/http"; const c = http.StatusNotFound`: "[]",
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "a.go", "package a; "+src, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(ioFaults(f)); got != want {
			t.Errorf("%s: %s, want %s", src, got, want)
		}
	}
}

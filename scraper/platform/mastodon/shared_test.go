package mastodon

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/scrapertest"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// recorded gives every recorded answer by its name, or skips the test.
func recorded(t testing.TB) map[string]scraper.Page {
	t.Helper()
	root := samples.Path(t, "data", "platforms")
	index, err := os.ReadFile(filepath.Join(root, "INDEX.tsv"))
	if err != nil {
		t.Skipf("the recorded answers are not here: %v; set ONRECORD_SHARED to the shared folder", err)
	}
	hosts := hostsOf(string(index))
	pages := map[string]scraper.Page{}
	err = filepath.WalkDir(filepath.Join(root, "mastodon"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".http.json") {
			return err
		}
		body, err := os.ReadFile(path)
		rel, _ := filepath.Rel(root, path)
		name := filepath.ToSlash(rel)
		address := hosts[name]
		if address == "" {
			address = "https://asked.example/"
		}
		pages[strings.TrimPrefix(name, "mastodon/")] = page(t, "", address, string(body))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// hostsOf reads which address each recorded answer came from.
func hostsOf(index string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(index) {
		cells := strings.Split(line, "\t")
		if len(cells) > 2 && strings.HasPrefix(cells[2], "Mastodon REST ") {
			address := strings.TrimPrefix(cells[2], "Mastodon REST ")
			out[cells[0]] = "https://" + strings.TrimPrefix(address, "https://")
		}
	}
	return out
}

// page is an answer of an endpoint.
func page(t testing.TB, endpoint, address, body string) scraper.Page {
	t.Helper()
	return scrapertest.Answer(Platform, endpoint, address, body)
}

// statusPage is the answer to a look at post 7 of a.example.
func statusPage(t testing.TB, status int, body string) scraper.Page {
	t.Helper()
	p := page(t, endpointStatus, "https://a.example/api/v1/statuses/7", body)
	p.Status, p.Request.Document = status, "mastodon:a.example/7"
	return p
}

// parsed reads a page that must be readable.
func parsed(t testing.TB, p scraper.Page) scraper.Parsed {
	t.Helper()
	got, err := New(Endpoints{}).Parse(p)
	if err != nil || got.Blocked != "" {
		t.Fatalf("error %v, blocked %q", err, got.Blocked)
	}
	return got
}

// documents are the ids observed, "~" before one that is kept as context.
func documents(p scraper.Parsed) string {
	var out []string
	for _, o := range p.Observations {
		s := string(o.Document)
		if o.Context {
			s = "~" + s
		}
		if o.Gone != nil {
			s += "=" + string(o.Gone.How)
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func source(address string) store.Source { return store.Source{URL: address} }

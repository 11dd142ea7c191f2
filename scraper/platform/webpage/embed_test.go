package webpage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onrecord/store"
)

// TestRecordedEmbeds: every embedded post of the answer key is found in its page.
func TestRecordedEmbeds(t *testing.T) {
	dir := shared(t)
	key, err := os.ReadFile(filepath.Join(dir, "vectors", "news_embedded_tweets.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(key)), "\n")[1:] {
		f := strings.Split(line, "\t")
		want[f[0]] = append(want[f[0]], f[1])
	}
	found, total, extra := 0, 0, 0
	for file, ids := range want {
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			t.Logf("%s is in the key but not in the folder", file)
			continue
		}
		p, err := New().Parse(recorded(t, filepath.Join(dir, file), "https://example.org/"+filepath.Base(file)))
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		urls := map[string]bool{}
		for _, o := range p.Observations {
			for _, m := range o.Content.Marks {
				if m.Kind == store.MarkEmbed && strings.Contains(m.URL, "/status") {
					urls[m.URL] = true
				}
			}
		}
		extra += len(urls)
		for _, id := range ids {
			total++
			ok := false
			for u := range urls {
				ok = ok || strings.HasSuffix(u, "/"+id)
			}
			if ok {
				found++
			} else {
				t.Errorf("%s: the embedded post %s was not found among %d", file, id, len(urls))
			}
		}
	}
	t.Logf("%d of %d embedded posts found; %d marked in all", found, total, extra)
	if total == 0 {
		t.Fatal("the answer key is empty")
	}
}

package platform_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/scraper/platform"
	"onrecord/store"
)

func all() *scraper.Registry { return platform.All(platform.Options{}) }

// TestIDs: what a list calls a post becomes a document's name where the platform may
// have such an id, or where it is the list's own word.
func TestIDs(t *testing.T) {
	for _, c := range []struct {
		platform, id string
		want         store.DocumentID
	}{
		{"x", "1988393441999593891", "x:1988393441999593891"},
		{"twitter", "1988393441999593891", "x:1988393441999593891"},
		{"Twitter", " 20\n", "x:20"},
		{"X", "x:20", "x:20"},
		{"x", "mayor-20251112-bridge", "x:mayor-20251112-bridge"},
		{"x", "1.98839344199959e+18", ""},
		{"x", "1.98839344199959E18", ""},
		{"x", "1988393441999593891.0", ""},
		{"x", "-1", ""},
		{"x", "0", ""},
		{"x", "true", ""},
		{"x", "NaN", ""},
		{"x", "", ""},
		{"x", "https://x.com/mayor/status/20", ""},
		{"telegram", "15", ""},
		{"telegram", "townhall/15", "telegram:townhall/15"},
		{"telegram", "TownHall/15", ""},
		{"mastodon", "115533", ""},
		{"mastodon", "mastodon.example/115533", "mastodon:mastodon.example/115533"},
		{"bluesky", "did:plc:abc/3lxyz", "bluesky:did:plc:abc/3lxyz"},
		{"bsky", "3lxyz/", ""},
		{"reddit", "t3_abc", "reddit:t3_abc"},
		{"youtube", "AAAAAAAAAA1", "youtube:AAAAAAAAAA1"},
		{"Truth Social", "115533", "truthsocial:115533"},
		{"truthsocial", "1.15e17", ""},
		{"facebook", "orban-20260205", "facebook:orban-20260205"},
		{"facebook", "a b", ""},
	} {
		got, err := all().DocumentID(c.platform, c.id)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s %q: %q, %v; want %q", c.platform, c.id, got, err, c.want)
		}
	}
}

// TestNamesOfPosts: a list's post is named by its address, and by an id that the platform
// may have.
func TestNamesOfPosts(t *testing.T) {
	for _, c := range []struct {
		platform, id, address string
		want                  string
	}{
		{"telegram", "15", "https://t.me/townhall/15", "telegram:townhall/15"},
		{"telegram", "15", "https://t.me/Poets/15", "telegram:poets/15"},
		{"telegram", "15", "", ""},
		{"mastodon", "115533", "https://mastodon.example/@mayor/115533", "mastodon:mastodon.example/115533"},
		{"x", "1.98839344199959e+18", "https://x.com/mayor/status/1988393441999593891", "x:1988393441999593891"},
		{"x", "https://x.com/mayor/status/20", "", "x:20"},
		{"x", "mayor-20251111", "https://twitter.com/mayor/status/20", "x:mayor-20251111 x:20"},
		{"Twitter", "20", "https://x.com/mayor/status/20", "x:20"},
		{"x", "21", "https://x.com/mayor/status/20", ""},
		{"x", "21", "https://paper.example/a", "x:21"},
		{"web", "https://Example.org/a#b", "", "web:https://example.org/a"},
		{"facebook", "orban-20260205", "https://www.facebook.com/a/posts/1", "facebook:orban-20260205"},
	} {
		id, aliases, err := all().NamePost(c.platform, c.id, c.address)
		got := string(id)
		for _, a := range aliases {
			got += " " + string(a)
		}
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s %q %s: %q, %v; want %q", c.platform, c.id, c.address, got, err, c.want)
		}
	}
}

// TestAccounts: an account is named as its posts name it.
func TestAccounts(t *testing.T) {
	for raw, want := range map[string]store.Account{
		"https://x.com/Sam":                    {Platform: "x", Key: "@sam"},
		"twitter:@Sam":                         {Platform: "x", Key: "@sam"},
		"https://mastodon.example/@sam":        {Platform: "mastodon", Key: "@sam@mastodon.example"},
		"https://bsky.app/profile/sam.example": {Platform: "bluesky", Key: "@sam.example"},
		"https://t.me/s/Townhall":              {Platform: "telegram", Key: "@townhall"},
		"https://www.youtube.com/channel/UC" + strings.Repeat("a", 22): {Platform: "youtube", Key: "#UC" + strings.Repeat("a", 22)},
		"https://www.youtube.com/@sam":                                 {},
		"https://www.reddit.com/user/sam":                              {Platform: "reddit", Key: "@sam"},
		"https://x.com/sam/status/20":                                  {},
		"https://paper.example/authors/sam":                            {},
		"nobody":                                                       {},
	} {
		if got, err := all().Account(raw); got != want || (err == nil) != (want.Key != "") {
			t.Errorf("%s: %+v, %v; want %+v", raw, got, err, want)
		}
	}
}

// TestAddresses: what people paste, and where archives keep it.
func TestAddresses(t *testing.T) {
	for raw, want := range map[string]string{
		"at://did:plc:abc/app.bsky.feed.post/3lxyz": "https://bsky.app/profile/did:plc:abc/post/3lxyz",
		"at://sam.example":                          "https://bsky.app/profile/sam.example",
		"at://sam.example/app.bsky.graph.list/3l":   "at://sam.example/app.bsky.graph.list/3l",
		"https://paper.example/a":                   "https://paper.example/a",
	} {
		if got := all().WebAddress(raw); got != want {
			t.Errorf("%s is read at %s, want %s", raw, got, want)
		}
	}
	for raw, want := range map[string]string{
		"https://mobile.twitter.com/sam/status/20?s=20": "https://twitter.com/sam/status/20 https://x.com/sam/status/20 false",
		"https://x.com/sam":                             "https://twitter.com/sam/status/ https://x.com/sam/status/ true",
		"https://t.me/townhall":                         "https://t.me/townhall/ true",
		"https://paper.example/a?b=c":                   "https://paper.example/a?b=c false",
		"https://paper.example/feed.rss":                "",
	} {
		u, err := url.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		got, prefix, err := all().Archived(u)
		if s := strings.Join(got, " ") + map[bool]string{true: " true", false: " false"}[prefix]; err == nil && s != want || (err == nil) != (want != "") {
			t.Errorf("%s is kept at %q, %v; want %q", raw, s, err, want)
		}
	}
}

// TestEveryPlatformHasItsName, once.
func TestEveryPlatformHasItsName(t *testing.T) {
	names := all().Names()
	for p, want := range map[store.Platform]string{
		"x": "X", "bluesky": "Bluesky", "telegram": "Telegram", "truthsocial": "Truth Social", "youtube": "YouTube", "reddit": "Reddit", "mastodon": "Mastodon",
	} {
		if names[p] != want || all().Name(p) != want || all().PlatformOf(strings.ToUpper(want)) != p {
			t.Errorf("%s is called %q, and %q is %q", p, names[p], want, all().PlatformOf(want))
		}
	}
	if all().Name("gab.example") != "gab.example" || all().Name("facebook") != "Facebook" || names["facebook"] != "Facebook" {
		t.Errorf("%v", names)
	}
}

// elsewhere are the parts of the program that must not know a platform.
var elsewhere = []string{"scraper", "cmd", "templates"}

// telling are strings by which code would show that it knows a platform: its name as
// an id or before one, and its hosts.
var telling = regexp.MustCompile(`^(x|bluesky|mastodon|telegram|truthsocial|youtube|reddit|web)(:.*)?$|` +
	`(^|[/.@])(twitter|x|youtube|reddit|truthsocial|bsky|telegram|fxtwitter)\.(com|app|me|org|social)\b|(^|/)t\.me\b|at://|^(Bluesky|Mastodon|Telegram|Truth Social|YouTube|Reddit)$`)

// toPeople are literals that speak to people: help and examples.
var toPeople = regexp.MustCompile(`onrecord |\n|PLATFORM`)

// TestNobodyElseKnowsAPlatform: a new one touches its folder and the registry.
func TestNobodyElseKnowsAPlatform(t *testing.T) {
	root := filepath.Join("..", "..")
	for _, part := range elsewhere {
		err := filepath.WalkDir(filepath.Join(root, part), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, path)
			switch {
			case err != nil:
				return err
			case d.IsDir() && (strings.HasPrefix(filepath.ToSlash(rel), "scraper/platform/") || strings.HasSuffix(rel, "demo") || d.Name() == "testdata"):
				return filepath.SkipDir
			case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || filepath.Base(filepath.Dir(path)) == "scrapertest":
				return nil
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && knows(lit.Value) {
					t.Errorf("%s: %s knows a platform", rel, lit.Value)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func knows(literal string) bool {
	s, err := strconv.Unquote(literal)
	return err == nil && telling.MatchString(s) && !toPeople.MatchString(s)
}

// TestKnowing: what the test above looks for, it finds.
func TestKnowing(t *testing.T) {
	for s, want := range map[string]bool{
		"x": true, "x:": true, "https://twitter.com/": true, "t.me/": true, "Truth Social": true, "at://": true, "web:": true,
		"xml": false, "netflix.com": false, "  onrecord show x:20": false, "website": false,
	} {
		if got := knows(strconv.Quote(s)); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

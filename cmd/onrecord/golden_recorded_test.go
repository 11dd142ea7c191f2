package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/exit"
)

// TestGoldenRecorded holds the tables that recorded payloads of many platforms become,
// taken in from a WARC file.
func TestGoldenRecorded(t *testing.T) {
	root := filepath.Join(sharedData(t), "platforms")
	r := newReference(t)
	r.clock = r.clock.AddDate(1, 0, 0) // after the captures of the file
	file := r.file("recorded.warc", recordedWARC(t, root))
	code, out, errs := r.run("recorded", "", "import", "warc", file, "--no-translate", "--json")
	if code != exit.Done && code != exit.Part {
		t.Fatalf("the import ends with %d: %s", code, errs)
	}
	pages := tables(t, filepath.Join(r.dir, "recorded", "onrecord.db"))
	pages["(what import says)"] = append(out, errs...)
	heldPages(t, "tables.txt", pages)
}

// tables gives each table of a database as lines of text, in their order.
func tables(t *testing.T, file string) map[string][]byte {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	out := map[string][]byte{}
	for _, name := range tableRows(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`) {
		name = strings.TrimPrefix(name, "name=")
		switch name {
		case "node", "posting", "segment", "space", "setting", "words", "words_data", "words_idx", "words_docsize", "words_config":
			continue // hashes over what differs from machine to machine; the indexes, which are made anew
		}
		rows := tableRows(t, db, `SELECT * FROM "`+name+`"`)
		slices.Sort(rows)
		out[fmt.Sprintf("%s: %d", name, len(rows))] = ofMachine.ReplaceAll([]byte(strings.Join(rows, "\n")), []byte(`"$1":""`))
	}
	return out
}

// tableRows gives the rows of a query, a line each.
func tableRows(t *testing.T, db *sql.DB, query string) (out []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	cells := make([]any, len(names))
	into := make([]any, len(names))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var line []string
		for i, c := range cells {
			if b, ok := c.([]byte); ok {
				c = blobText(b)
			}
			line = append(line, strings.ReplaceAll(fmt.Sprintf("%s=%v", names[i], c), "\n", `\n`))
		}
		out = append(out, strings.Join(line, " | "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// ofMachine is what a leaf of the log says of the machine that wrote it.
var ofMachine = regexp.MustCompile(`"(host|config|commit)":"[^"]*"`)

// blobText is a blob as text: JSON as it is, else its hex, or its sum where it is long.
func blobText(b []byte) string {
	switch {
	case json.Valid(b):
		return string(b)
	case len(b) > 64:
		return fmt.Sprintf("%d bytes of %x", len(b), sha256.Sum256(b))
	}
	return hex.EncodeToString(b)
}

// recordedWARC writes recorded payloads as answers of the addresses that they are of.
func recordedWARC(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	at, articles := time.Date(2026, 1, 2, 3, 0, 0, 0, time.UTC), 0
	if err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if strings.HasPrefix(name, "news/") {
			if articles++; articles%16 != 0 { // reading all takes too long
				return nil
			}
		}
		body := unpacked(t, filepath.Join(root, name))
		address, kind := addressOf(name, body)
		if address == "" {
			return nil
		}
		at = at.Add(time.Minute)
		http := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", kind, len(body), body)
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012x>\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			at.Unix(), address, at.Format(time.RFC3339), len(http), http)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func unpacked(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil || !strings.HasSuffix(file, ".gz") {
		return b
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if b, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	return b
}

var (
	postNumber = regexp.MustCompile(`_(\d{6,})`)
	canonical  = regexp.MustCompile(`<link rel="canonical" href="(https?://[^"]+)"`)
	htmlPage   = "text/html; charset=utf-8"
)

// addressOf is the address that a recorded payload answers, "" for what is no answer.
func addressOf(name string, body []byte) (address, kind string) {
	base := path.Base(name)
	number := postNumber.FindStringSubmatch(base)
	switch dir := path.Dir(name); {
	case dir == "x/syndication" && number != nil:
		return "https://cdn.syndication.twimg.com/tweet-result?id=" + number[1], "application/json"
	case dir == "x/oembed" && number != nil:
		return "https://publish.x.com/oembed?url=" + url.QueryEscape("https://twitter.com/i/status/"+number[1]), "application/json"
	case strings.HasPrefix(dir, "telegram/") && strings.HasSuffix(base, ".html"):
		return "https://t.me/s/" + strings.TrimSuffix(base, ".html"), htmlPage
	case strings.HasPrefix(dir, "mastodon/rest") && strings.Contains(base, "status"):
		return mastodonAddress(body), "application/json"
	case dir == "bluesky/xrpc-bskyr" && strings.Contains(base, "postthread"):
		var v struct {
			Thread struct{ Post struct{ URI string } }
		}
		if json.Unmarshal(body, &v) == nil && v.Thread.Post.URI != "" {
			return "https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?uri=" + url.QueryEscape(v.Thread.Post.URI), "application/json"
		}
	case strings.HasPrefix(name, "news/") && strings.Contains(base, ".html"):
		if m := canonical.FindSubmatch(body); m != nil {
			return strings.ReplaceAll(string(m[1]), "&amp;", "&"), htmlPage
		}
		return "https://news.example/" + url.PathEscape(strings.ReplaceAll(name, "/", "-")), htmlPage
	}
	return "", ""
}

// mastodonAddress is where a status is asked for: at the home of its author.
func mastodonAddress(body []byte) string {
	var v struct{ ID, URI string }
	u := new(url.URL)
	if json.Unmarshal(body, &v) == nil {
		u, _ = url.Parse(v.URI)
	}
	if u == nil || u.Host == "" || v.ID == "" {
		return ""
	}
	return "https://" + u.Host + "/api/v1/statuses/" + v.ID
}

package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"onrecord/store"
	"onrecord/store/sqlite"
)

// besieger is one kind of server that means to take memory or time.
type besieger struct {
	name string
	// path is what is watched of it, kind how.
	path  string
	kind  store.SourceKind
	serve http.HandlerFunc
}

// endless writes a piece again and again until the other side hangs up or a bound.
func endless(kind, begin, piece string, most int) http.HandlerFunc {
	chunk := strings.Repeat(piece, 1+(64<<10)/len(piece))
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, err := io.WriteString(w, begin)
		for n := 0; err == nil && n < most; n += len(chunk) {
			_, err = io.WriteString(w, chunk)
		}
	}
}

// numbered is endless whose pieces differ.
func numbered(kind, begin, piece string, most int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		var b bytes.Buffer
		b.WriteString(begin)
		var err error
		for n, i := 0, 0; err == nil && n < most; {
			for b.Len() < 64<<10 {
				i++
				b.WriteString(strings.ReplaceAll(piece, "#", strconv.Itoa(i)))
			}
			n += b.Len()
			_, err = b.WriteTo(w)
		}
	}
}

// bomb serves what another would, packed once before.
func bomb(encoding string, pack func(io.Writer) io.WriteCloser, of http.HandlerFunc) http.HandlerFunc {
	rec := &packing{h: http.Header{}}
	z := pack(&rec.out)
	rec.w = z
	of(rec, httptest.NewRequest(http.MethodGet, "/", nil))
	_ = z.Close()
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", rec.h.Get("Content-Type"))
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(rec.out.Bytes())
	}
}

type packing struct {
	h   http.Header
	w   io.Writer
	out bytes.Buffer
}

func (p *packing) Header() http.Header         { return p.h }
func (p *packing) WriteHeader(int)             {}
func (p *packing) Write(b []byte) (int, error) { return p.w.Write(b) }

func gzipped(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
func brotlied(w io.Writer) io.WriteCloser {
	return brotli.NewWriterLevel(w, 5)
}

func zstdied(w io.Writer) io.WriteCloser {
	z, err := zstd.NewWriter(w)
	if err != nil {
		panic(err)
	}
	return z
}

// raw answers on the bare connection.
func raw(f func(c net.Conn)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer c.Close()
		f(c)
	}
}

// dripped writes a byte of a text each half second.
func dripped(text string) http.HandlerFunc {
	return raw(func(c net.Conn) {
		for i := 0; ; i++ {
			if _, err := io.WriteString(c, text[min(i, len(text)-1):min(i, len(text)-1)+1]); err != nil {
				return
			}
			time.Sleep(500 * time.Millisecond)
		}
	})
}

// besiegers are the servers of the findings and their kin.
func besiegers() []besieger {
	const mib = 1 << 20
	rss := `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>`
	words := "The harbour said that the ferries of the town wait for the weather, and the minister answered. "
	var bs []besieger
	add := func(kind store.SourceKind, name, path string, h http.HandlerFunc) {
		bs = append(bs, besieger{name, path, kind, h})
	}
	page := func(name string, h http.HandlerFunc) { add(store.SourcePage, name, "/story", h) }
	feed := func(name string, h http.HandlerFunc) { add(store.SourceFeed, name, "/feed.xml", h) }

	spaces := endless("text/html", "<html><body><p>word ", " ", 1<<28)
	page("gzip bomb", bomb("gzip", gzipped, spaces))
	page("br bomb", bomb("br", brotlied, spaces))
	page("zstd bomb", bomb("zstd", zstdied, spaces))
	feed("gzip bomb of a feed", bomb("gzip", gzipped, endless("text/xml", rss, "<item/>", 1<<28)))
	page("twice packed", bomb("gzip, gzip", func(w io.Writer) io.WriteCloser {
		inner := gzip.NewWriter(w)
		return twice{gzip.NewWriter(inner), inner}
	}, spaces))

	page("endless text", endless("text/html", "<html><body><article><p>", words, 1<<30))
	page("endless paragraphs", numbered("text/html", "<html><body><article>", "<p>"+words+"It was day #.</p>", 1<<30))
	page("one endless word", endless("text/html", "<html><body><article><p>", "a", 1<<30))
	page("one endless word of Chinese", endless("text/html", "<html lang=zh><body><article><p>", "港口城市的渡轮", 1<<30))
	page("endless quotes", numbered("text/html", "<html><body><article>", `<p>The mayor of town # said: “We shall build # bridges over the river and # more over the sea.”</p>`, 1<<30))
	page("endless plain text", numbered("text/plain", "", "Line # of nothing.\n", 1<<30))
	page("endless binary", endless("text/html", "", "\x00\x01\x02\xff\xfe", 1<<30))
	page("endless JSON", numbered("application/json", `[{"text":"x"}`, `,{"id":#,"text":"words of #"}`, 1<<30))

	page("drip", dripped("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>      "))
	page("dripping head", dripped("HTTP/1.1 200 OK\r\nX-Header: aaaaaaaaaaaaaaaaaaaaaaaaaaaa"))
	feed("dripping feed", dripped("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"+rss+"      "))
	page("silence", raw(func(net.Conn) { time.Sleep(time.Hour) }))

	feed("a million empty items", endless("text/xml", rss, "<item/>", 8*mib))
	feed("a million items", numbered("text/xml", rss, "<item><link>/a/#</link></item>", 32*mib))
	feed("a million entries of Atom", numbered("text/xml", `<feed xmlns="http://www.w3.org/2005/Atom">`, `<entry><id>urn:#</id><link href="/a/#"/></entry>`, 32*mib))
	feed("a million items of JSON", numbered("application/json", `{"version":"https://jsonfeed.org/version/1","items":[{}`, `,{"id":"#","url":"/a/#"}`, 32*mib))
	feed("a million objects of JSON", endless("application/json", `{"items":[{}`, `,{}`, 32*mib))
	feed("numbers of JSON", endless("application/json", `{"items":[1`, `,1`, 32*mib))
	feed("a feed of one long item", endless("text/xml", rss+"<item><link>/a</link><description>", words, 32*mib))
	feed("attributes", numbered("text/xml", rss+"<item ", `a#="1" `, 32*mib))
	feed("entities", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">`)
		for i := range 20 {
			fmt.Fprintf(w, `<!ENTITY %c "%s">`, 'b'+i, strings.Repeat(fmt.Sprintf("&%c;", 'a'+i), 20))
		}
		fmt.Fprint(w, `]><rss><channel><title>&u;</title><item><link>/a</link></item></channel></rss>`)
	})
	add(store.SourceFeed, "giant sitemap", "/sitemap.xml", numbered("text/xml", `<urlset>`, `<url><loc>/a/#</loc><lastmod>2026-01-01</lastmod></url>`, 32*mib))
	add(store.SourceFeed, "giant index", "/sitemap.xml", numbered("text/xml", `<sitemapindex>`, `<sitemap><loc>/sitemap#.xml</loc></sitemap>`, 8*mib))
	add(store.SourceFeed, "an index of itself", "/sitemap.xml", numbered("text/xml", `<sitemapindex>`, `<sitemap><loc>/sitemap.xml?#</loc></sitemap>`, mib))

	page("deep divs", endless("text/html", "<html><body>", "<div>", 8*mib))
	page("deep tables", endless("text/html", "<html><body>", "<table><tr><td>", 8*mib))
	page("deep fonts", numbered("text/html", "<html><body>", "<b><i><font size=#>", 8*mib))
	page("formatting opened again", func(w http.ResponseWriter, r *http.Request) {
		var b strings.Builder
		for i := range 250 {
			fmt.Fprintf(&b, "<b class=%d>", i)
		}
		endless("text/html", "<html><body><p>"+b.String(), "<p>w", 7*mib)(w, r)
	})
	page("deep fonts and paragraphs", numbered("text/html", "<html><body>", "<p><b class=#><i id=#>w", 8*mib))
	feed("deep XML", endless("text/xml", rss, "<a>", 8*mib))
	feed("deep JSON", endless("application/json", `{"items":`, "[", 8*mib))
	page("quotes around links", endless("text/html", "<html><body>"+strings.Repeat(`<blockquote class="`+strings.Repeat("q ", 10_000)+`">`, 60), "<a href=x>y</a>", 2*mib))
	page("links", numbered("text/html", "<html><body><article>", `<a href="/l/#">link #</a> `, 32*mib))
	page("links below the bound", numbered("text/html", "<html><body><article>", `<p><a href="/l/#">link #, of many, and words</a></p>`, 3*mib))
	page("divs below the bound", numbered("text/html", "<html><body>", `<div class="article-# content"><p>`+words+`</p></div>`, 7*mib))
	page("scripts", numbered("text/html", "<html><head>", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"n #","articleBody":"b #"}</script>`, 7*mib))
	page("one JSON-LD", numbered("text/html", `<html><head><script type="application/ld+json">{"@type":"NewsArticle","a":[0`, `,{"@type":"Person","name":"#"}`, 7*mib))
	page("metas", numbered("text/html", "<html><head>", `<meta property="og:title" content="t #">`, 7*mib))
	page("embeds", numbered("text/html", "<html><body><article>", `<blockquote class="twitter-tweet"><p>words #</p><a href="https://twitter.com/a/status/198839344199959#">x</a></blockquote>`, 7*mib))
	page("breaks", endless("text/html", "<html><body><article><p>", "word<br><br>", 2*mib))
	page("attributes of one tag", numbered("text/html", "<html><body><p ", "a# ", 7*mib))
	page("a few attributes each", numbered("text/html", "<html><body>", `<br a b c d e f g h=#>`, 7*mib))
	page("ends of paragraphs", endless("text/html", "<html><body>", "</p>", 7*mib))
	page("comments", numbered("text/html", "<html><body>", "<!-- # -->", 32*mib))
	page("a title", endless("text/html", "<html><head><title>", words, 32*mib))

	robots := func(name string, h http.HandlerFunc) {
		page(name, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				h(w, r)
				return
			}
			fmt.Fprintf(w, "<html><body><article><p>%s</p></article></body></html>", strings.Repeat(words, 3))
		})
	}
	robots("robots of stars", endless("text/plain", "User-agent: *\n", "Disallow: *z*z*z*z*z*z\n", 1<<30))
	robots("robots of short rules", endless("text/plain", "User-agent: *\n", "Allow:/\n", 1<<30))
	robots("a bomb of robots", bomb("gzip", gzipped, endless("text/plain", "User-agent: *\n", "Disallow: /a\n", 1<<28)))
	robots("dripping robots", dripped("HTTP/1.1 200 OK\r\n\r\nUser-agent: *\n   "))

	page("a loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) })
	page("a way without end", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path+"/x", http.StatusFound)
	})
	page("large hops", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.URL.Path+"/x")
		w.WriteHeader(http.StatusFound)
		endless("text/html", "", words, 32*mib)(w, r)
	})
	page("refreshes", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `<html><head><meta http-equiv=refresh content="0;url=%s/x"></head></html>`, r.URL.Path)
	})
	page("a flood of headers", raw(func(c net.Conn) {
		_, err := io.WriteString(c, "HTTP/1.1 200 OK\r\n")
		for i := 0; err == nil; i++ {
			_, err = fmt.Fprintf(c, "X-%d: %s\r\n", i, strings.Repeat("a", 100))
		}
	}))
	page("many headers", func(w http.ResponseWriter, _ *http.Request) {
		for i := range 9000 {
			w.Header().Set("X-"+strconv.Itoa(i), strings.Repeat("a", 90))
		}
		fmt.Fprint(w, "<p>words</p>")
	})
	page("early hints", raw(func(c net.Conn) {
		var err error
		for err == nil {
			_, err = io.WriteString(c, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
		}
	}))
	page("chunks of one byte", raw(func(c net.Conn) {
		_, err := io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
		many := strings.Repeat("1;"+strings.Repeat("e", 100)+"\r\na\r\n", 100)
		for err == nil {
			_, err = io.WriteString(c, many)
		}
	}))
	page("other words each time", func() http.HandlerFunc {
		var n atomic.Int64
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			numbered("text/html", "<html><body><article>", fmt.Sprintf("<p>On day # of %d the ferries of pier # waited, and # boats of %d with them.</p>", n.Add(1), n.Load()), 2*mib)(w, r)
		}
	}())
	for _, enc := range []string{"utf-16", "gb18030", "shift_jis"} {
		page("a text of "+enc, endless("text/html; charset="+enc, "", "\x30\x42\x30\x44", 32*mib))
	}
	status := `{"id":"#","uri":"https://h/users/a/statuses/#","created_at":"2026-01-01T00:00:00Z","content":"<p>words of #</p>","visibility":"public","account":{"id":"1","username":"a","acct":"a","url":"https://h/@a"}}`
	add(store.SourceAccount, "a long list of posts", "/@a", func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/lookup"):
			fmt.Fprint(w, `{"id":"1","username":"a","acct":"a","url":"https://h/@a"}`)
		case strings.HasPrefix(r.URL.Path, "/api/"):
			numbered("application/json", "["+strings.ReplaceAll(status, "#", "0"), ","+status, 31*mib)(w, r)
		default:
			http.NotFound(w, r)
		}
	})
	return bs
}

type twice struct {
	io.WriteCloser
	inner io.Closer
}

func (t twice) Close() error { _ = t.WriteCloser.Close(); return t.inner.Close() }

// TestWatchUnderSiege has watch look at servers that mean to take its memory and time, all at
// once, with good ones among them: it does with 400 MB, and looks at the good ones. With
// ONRECORD_SIEGE there are more of them, twice, and it takes minutes; ONRECORD_SIEGE_ONLY
// names those that are wanted, ONRECORD_SIEGE_OUT a file for what watch says.
func TestWatchUnderSiege(t *testing.T) {
	// 300 MB are aimed at: 230 to 270 were measured on a busy machine, 310 to 380 on a quiet
	// one, which reads more at once.
	const good, most = 20, 400
	hostsEach, passes, long := 1, "1", 90*time.Second
	if os.Getenv("ONRECORD_SIEGE") != "" {
		hostsEach, passes, long = 2, "2", 6*time.Minute
	}
	dir := filepath.Join(t.TempDir(), "archive")
	st, err := sqlite.Open(t.Context(), dir, sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	watch := func(name, path string, kind store.SourceKind, h http.HandlerFunc) {
		n++
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.%d.%d:0", 1+n/250, 1+n%250))
		if err != nil {
			t.Skip(err) // not all systems have all of 127/8
		}
		s := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
		go func() { _ = s.Serve(l) }()
		t.Cleanup(func() { s.Close() })
		platform := store.Platform("web")
		switch kind {
		case store.SourceFeed:
			platform = "feed"
		case store.SourceAccount:
			platform = "mastodon"
		}
		if _, err := st.AddSource(t.Context(), store.Source{Kind: kind, Platform: platform, Name: name, URL: "http://" + l.Addr().String() + path, Cadence: 20 * time.Second, Fixed: true, NextDue: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	asked := atomic.Int64{}
	for _, b := range besiegers() {
		if only := os.Getenv("ONRECORD_SIEGE_ONLY"); only != "" && !strings.Contains(b.name, only) {
			continue
		}
		for range hostsEach {
			watch(b.name, b.path, b.kind, b.serve)
			if b.kind != store.SourcePage || strings.Contains(b.name, "robots") {
				continue
			}
			// The same pages once more, by a feed that leads to three of them.
			watch(b.name+", by a feed", "/feed.xml", store.SourceFeed, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/feed.xml" {
					b.serve(w, r)
					return
				}
				fmt.Fprint(w, `<rss version="2.0"><channel><title>t</title>`)
				for i := range 3 {
					fmt.Fprintf(w, `<item><link>/p/%d</link></item>`, i)
				}
				fmt.Fprint(w, `</channel></rss>`)
			})
		}
	}
	for range good {
		watch("good", "/story", store.SourcePage, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			asked.Add(1)
			fmt.Fprintf(w, "<html><head><title>Good</title></head><body><article><p>%s</p></article></body></html>", strings.Repeat("The good harbour has news, as it had before, and says so. ", 5))
		})
	}
	st.Close()

	cmd := child(t, "-a", dir, "watch", "--allow-private", "--delay", "0", "--timeout", "10s", "--passes", passes)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	peak, ticks := int64(0), time.NewTicker(250*time.Millisecond)
	defer ticks.Stop()
	last, told := time.Duration(0), false
	for running := true; running; {
		select {
		case err := <-done:
			running = false
			t.Logf("it ended: %v", err)
		case <-ticks.C:
			peak = max(peak, peakOf(cmd.Process.Pid))
			if asked.Load() >= good && last == 0 {
				last = time.Since(begun)
			}
			// A busy machine comes to the good ones late.
			if is := time.Since(begun); !told && (is > long && asked.Load() >= good || is > 4*long) {
				told = true
				_ = cmd.Process.Signal(syscall.SIGTERM)
			}
		}
	}
	t.Logf("%d hosts, passes: %s, in %s; the good ones were asked within %s; %d MB at most; processor time %s", n, passes, time.Since(begun).Round(time.Second), last.Round(time.Millisecond), peak>>10, (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Round(time.Second))
	if peak>>10 > most {
		t.Errorf("it took %d MB", peak>>10)
	}
	if asked.Load() < good {
		t.Errorf("%d of %d good hosts were asked", asked.Load(), good)
	}
	if os.Getenv("ONRECORD_SIEGE_OUT") != "" {
		_ = os.WriteFile(os.Getenv("ONRECORD_SIEGE_OUT"), out.Bytes(), 0o600)
	}
	if bytes.Contains(out.Bytes(), []byte("please report it")) || bytes.Contains(out.Bytes(), []byte("goroutine ")) {
		t.Error(out.String())
	}
}

// peakOf is the most memory that a process had, in KB.
func peakOf(pid int) int64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	f := strings.Fields(string(b))
	i := slices.Index(f, "VmHWM:")
	if i < 0 {
		return 0
	}
	n, _ := strconv.ParseInt(f[i+1], 10, 64)
	return n
}

package scraper_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/scraper"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

const nginxConf = `daemon off; master_process off; pid %[1]s/nginx.pid; error_log %[1]s/error.log;
%[4]s
events { worker_connections 64; }
http {
  access_log off; default_type text/html; server_tokens off;
  client_body_temp_path %[1]s/t1; proxy_temp_path %[1]s/t2; fastcgi_temp_path %[1]s/t3; uwsgi_temp_path %[1]s/t4; scgi_temp_path %[1]s/t5;
  limit_req_zone $binary_remote_addr zone=few:1m rate=1r/m;
  server {
    listen 127.0.0.1:%[2]d; root %[3]s; etag on;
    location = /moved { return 301 /story.html; }
    location = /gone { return 410; }
    location = /busy { limit_req zone=few; limit_req_status 429; error_page 429 = @busy; try_files /story.html =404; }
    location @busy { add_header Retry-After 1800 always; return 429; }
    location = /packed.html { gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any; }
    location = /squeezed.html { %[5]s }
    location = /static.html { gzip_static always; }
  }
}`

// nginx serves a folder with the configuration above, or skips the test. It gives
// the address and whether it can speak brotli.
func nginx(t *testing.T, files map[string]string) (base string, brotli bool) {
	t.Helper()
	path, err := exec.LookPath("nginx")
	if err != nil {
		if path, err = exec.LookPath("/usr/sbin/nginx"); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatal("nginx is not installed; CI installs it")
			}
			t.Skip("nginx is not installed; apt-get install nginx-light libnginx-mod-http-brotli-filter")
		}
	}
	dir, root := t.TempDir(), t.TempDir()
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(root, name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(root, 0o755); err != nil {
		t.Fatal(err)
	}
	load, squeeze := "", ""
	if module := "/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so"; exists(module) {
		brotli, load, squeeze = true, "load_module "+module+";", "brotli on; brotli_types *; brotli_min_length 1;"
	}
	port := freePort(t)
	conf := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, nginxConf, dir, port, root, load, squeeze), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), path, "-c", conf, "-p", dir, "-e", filepath.Join(dir, "error.log"))
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Wait() })
	base = fmt.Sprintf("http://127.0.0.1:%d", port)
	for range 200 {
		if res, err := http.Get(base + "/story.html"); err == nil {
			res.Body.Close()
			return base, brotli
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("nginx does not answer: %s", said.String())
	return "", false
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// overServer is a collector over a server that is not ours.
func overServer(t *testing.T, base string) world {
	t.Helper()
	w := newWorld(t, http.NotFound)
	w.base = base
	return w
}

func story(last string) string {
	return fmt.Sprintf(article, "Ferries", "Ferries", last)
}

// TestNginx: what a real server does with redirects, conditions, limits, encodings
// and what is gone.
func TestNginx(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte(story("Kept packed on the disk.")))
	z.Close()
	base, brotli := nginx(t, map[string]string{
		"story.html": story("The ferries stay."), "packed.html": story("Packed on the way."), "squeezed.html": story("Squeezed on the way."), "static.html.gz": packed.String(),
	})
	w := overServer(t, base)

	t.Run("301", func(t *testing.T) {
		r := w.capture(t, base+"/moved")
		c, err := w.st.Capture(t.Context(), r.Captures[0].ID)
		if err != nil || kinds(r) != "new" || len(c.Hops) != 1 || c.Hops[0].Status != 301 || c.FinalURL != base+"/story.html" {
			t.Errorf("%q by %+v to %s, %v", kinds(r), c.Hops, c.FinalURL, err)
		}
	})
	t.Run("304", func(t *testing.T) {
		later := time.Now().Add(6 * time.Minute)
		w.c.Now = func() time.Time { return later }
		defer func() { w.c.Now = nil }()
		w.capture(t, base+"/story.html") // its ETag is of this very address
		if err := w.st.SetNextLook(t.Context(), store.DocumentID("web:"+base+"/story.html"), later.Add(-time.Minute)); err != nil {
			t.Fatal(err)
		}
		var got scraper.LookResult
		w.c.Notify = func(r scraper.LookResult) { got = r }
		if _, err := w.c.Pass(t.Context(), "test"); err != nil {
			t.Fatal(err)
		}
		if kinds(got) != "unchanged" || len(got.Captures) != 1 || got.Captures[0].Outcome != store.OutcomeNotModified || got.Captures[0].Bytes != 0 {
			t.Errorf("%q by %+v", kinds(got), got.Captures)
		}
	})
	t.Run("410", func(t *testing.T) {
		r := w.capture(t, base+"/gone")
		if len(r.Captures) != 1 || r.Captures[0].Outcome != store.OutcomeGone || !strings.Contains(r.Captures[0].Error, "410") {
			t.Errorf("%+v", r.Captures)
		}
	})
	encoded := map[string]string{"/packed.html": "gzip", "/static.html": "gzip"}
	if brotli {
		encoded["/squeezed.html"] = "br"
	}
	for path, encoding := range encoded {
		t.Run(path, func(t *testing.T) {
			r := w.capture(t, base+path)
			if kinds(r) != "new" {
				t.Fatalf("%q: %s", kinds(r), r.Why())
			}
			c, err := w.st.Capture(t.Context(), r.Captures[0].ID)
			if err != nil || c.Header.Get("Content-Encoding") != encoding && !(path == "/packed.html" && brotli) || len(c.Raw) == 0 || !strings.Contains(r.Changes[0].Version.Text, "on the") {
				t.Errorf("%s, %d raw bytes, %q, %v", c.Header.Get("Content-Encoding"), len(c.Raw), r.Changes[0].Version.Text, err)
			}
		})
	}
	t.Run("429", func(t *testing.T) {
		var last scraper.LookResult
		for range 3 {
			last = w.capture(t, base+"/busy")
		}
		if len(last.Captures) != 1 || last.Captures[0].Outcome != store.OutcomeBlocked || !strings.Contains(last.Captures[0].Error, "left alone until") {
			t.Errorf("%+v", last.Captures)
		}
	})
}

// noFeed are the recorded files that lead nowhere.
var noFeed = map[string]string{
	"DuplicateContentAtomFeed.xml": "a page with feeds inside", "xml_iso8859.xml": "a feed without addresses",
	"rss_2.0_ghost_1.xml": "a feed without addresses", "sitemap2.xml": "an index of sitemaps that are not here",
}

// TestFeedsOfTheWild: real feeds and sitemaps from a real server, as 'source add'
// meets them.
func TestFeedsOfTheWild(t *testing.T) {
	files := map[string]string{"story.html": story("The ferries stay.")}
	err := filepath.WalkDir(samples.Path(t, "data", "platforms", "rss"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".tsv" {
			return err
		}
		b, err := os.ReadFile(path)
		files[filepath.Base(path)] = string(b)
		return err
	})
	if err != nil {
		t.Skip("the shared data is not here: set ONRECORD_SHARED")
	}
	base, _ := nginx(t, files)
	w := overServer(t, base)
	for name := range files {
		if name == "story.html" {
			continue
		}
		got, err := w.c.Try(t.Context(), store.Source{Platform: "feed", Kind: store.SourceFeed, URL: base + "/" + name})
		if reason, ok := noFeed[name]; ok {
			if err == nil && got.Entries > 0 {
				t.Errorf("%s is read, though it is %s", name, reason)
			}
			continue
		}
		if err != nil || got.Entries == 0 && got.Name == "" {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}

// TestTruncatedBody: a real server that dies in the middle of an answer.
func TestTruncatedBody(t *testing.T) {
	w := newWorld(t, func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		body := story("The ferries stay, and so do the many words that are never sent.")
		rw.Header().Set("Content-Length", fmt.Sprint(len(body)))
		fmt.Fprint(rw, body[:len(body)-60])
		rw.(http.Flusher).Flush()
		c, _, err := rw.(http.Hijacker).Hijack()
		if err == nil {
			c.Close()
		}
	})
	r := w.capture(t, w.base+"/a")
	if len(r.Captures) != 1 || r.Captures[0].Outcome != store.OutcomePartial || kinds(r) != "new" || !r.Changes[0].Version.Cut {
		t.Errorf("%q by %+v", kinds(r), r.Captures)
	}
}

func hostName(t *testing.T) string {
	t.Helper()
	h, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

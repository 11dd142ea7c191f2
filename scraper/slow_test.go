package scraper_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// drips is a web of hosts that answer at once, and of others (those of odd numbers, where
// there are any) whose bodies never end.
type drips struct {
	odd  bool
	all  int
	mu   sync.Mutex
	last time.Time
	slow int
}

func (d *drips) RoundTrip(req *http.Request) (*http.Response, error) {
	time.Sleep(50 * time.Millisecond)
	if req.URL.Path == "/robots.txt" {
		return reply(req, 404, ""), nil
	}
	var n int
	_, _ = fmt.Sscanf(req.URL.Host, "h%d.", &n)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.odd && n%2 == 1 {
		d.slow++
		r := reply(req, 200, "")
		r.Body = &drip{req: req}
		return r, nil
	}
	if d.last = time.Now(); strings.Count(req.URL.Path, "/") == 2 {
		return reply(req, 200, `{"text":"words"}`), nil
	}
	return reply(req, 200, `{"links":["/a/p"]}`), nil
}

// drip is a body of which a byte comes each second.
type drip struct{ req *http.Request }

func (d *drip) Read(p []byte) (int, error) {
	select {
	case <-d.req.Context().Done():
		return 0, d.req.Context().Err()
	case <-time.After(time.Second):
		p[0] = ' '
		return 1, nil
	}
}

func (d *drip) Close() error { return nil }

// dripPass looks at hosts so many times, and gives how long it took until the last of the good
// ones was looked at, and the pass as a whole.
func dripPass(t *testing.T, web *drips, passes int) (good, all time.Duration) {
	st, err := sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	f, err := client.New(client.Options{Transport: web, Delay: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	c := &scraper.Collector{Fetch: f, Platforms: scraper.NewRegistry(scraper.SimAdapter{}), Store: scraper.ArchiveOf(st)}
	for n := range web.all {
		s := store.Source{Kind: store.SourceAccount, Platform: "sim", URL: fmt.Sprintf("https://h%d.example/a", n), Cadence: time.Minute, Fixed: true, NextDue: time.Now()}
		if _, err := st.AddSource(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for range passes {
		begun := time.Now()
		if _, err := c.Pass(t.Context(), "test"); err != nil {
			t.Fatal(err)
		}
		good, all = web.last.Sub(begun), time.Since(begun)
		time.Sleep(2 * time.Minute)
	}
	have := 0
	for n := range web.all {
		_, err := st.Document(t.Context(), store.DocumentID(fmt.Sprintf("sim:h%d.example/a/p", n)))
		if err == nil {
			have++
		} else if !errors.Is(err, store.ErrNotFound) {
			t.Fatal(err)
		}
	}
	if want := map[bool]int{true: web.all / 2, false: web.all}[web.odd]; have != want {
		t.Errorf("%d posts, not %d", have, want)
	}
	return good, all
}

// TestFault78HalfOfTheHostsDrip: the good ones are looked at within twice the usual time.
func TestFault78HalfOfTheHostsDrip(t *testing.T) {
	for _, hosts := range []int{200, 900} {
		var usual, good, all time.Duration
		synctest.Test(t, func(t *testing.T) { usual, _ = dripPass(t, &drips{all: hosts}, 1) })
		synctest.Test(t, func(t *testing.T) { good, all = dripPass(t, &drips{all: hosts, odd: true}, 1) })
		t.Logf("%d good hosts take %s; half of them beside as many that drip take %s, the pass %s", hosts, usual, good, all)
		if good > 2*usual {
			t.Errorf("the good hosts took %s, usually %s", good, usual)
		}
		if all > 2*time.Minute {
			t.Errorf("the pass took %s", all)
		}
	}
}

// TestFault78HostsThatDripAreLeftAlone: a host whose bodies do not end costs less and less.
func TestFault78HostsThatDripAreLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		web := &drips{all: 200, odd: true}
		dripPass(t, web, 10)
		if web.slow > 100*6 {
			t.Errorf("100 hosts were asked %d times", web.slow)
		}
	})
}

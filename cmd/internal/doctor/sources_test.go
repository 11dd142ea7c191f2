package doctor

import (
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// failedBy makes a source for each error; "" is a look that succeeded.
func failedBy(errs ...string) (all []store.Source) {
	at := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	for i, e := range errs {
		s := store.Source{ID: int64(i + 1), URL: "https://example.org/", Name: "a page", AddedAt: at, LastRun: at.Add(time.Hour), LastError: e}
		if e == "" {
			s.LastOK = s.LastRun
		} else {
			s.Failures = 4
		}
		all = append(all, s)
	}
	return all
}

// TestOffline: where no source can be reached the machine is said to be offline, and
// not where one is, or where a site itself refuses.
func TestOffline(t *testing.T) {
	const dns, refused = "lookup example.org: no such host", "robots.txt forbids it"
	for _, c := range []struct {
		errs []string
		want bool
	}{
		{[]string{dns, dns, "dial tcp: network is unreachable"}, true},
		{[]string{dns}, false},
		{[]string{dns, dns, ""}, false},
		{[]string{dns, dns, refused}, false},
		{nil, false},
	} {
		f, got := offline(failedBy(c.errs...))
		if got != c.want || got && (len(f.Sources) != len(c.errs) || !strings.Contains(f.What, "offline")) {
			t.Errorf("%q: %v %+v", c.errs, got, f)
		}
	}
}

// TestFailing: many sources with one cause are one finding, the most of them first; one
// or two have one each, which says what to do about it.
func TestFailing(t *testing.T) {
	out := failing(failedBy("HTTP status 404", "robots.txt forbids it", "robots.txt says no", "", "robots.txt forbids it", "HTTP status 404"))
	if len(out) != 3 || len(out[0].Sources) != 3 || !strings.HasPrefix(out[0].What, "3 sources: their robots.txt") {
		t.Fatalf("%+v", out)
	}
	if !strings.Contains(out[1].What, "source 1 ") || !strings.HasSuffix(out[1].Do, "onrecord source remove 1") {
		t.Errorf("%+v", out[1])
	}
}

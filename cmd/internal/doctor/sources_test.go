package doctor

import (
	"strings"
	"testing"
	"time"

	"onrecord/store"
)

// failedBy makes a source for each cause; CauseNone is a look that succeeded.
func failedBy(causes ...store.Cause) (all []store.Source) {
	at := time.Date(2026, 11, 1, 8, 0, 0, 0, time.UTC)
	for i, e := range causes {
		s := store.Source{ID: int64(i + 1), URL: "https://example.org/", Name: "a page", AddedAt: at, LastRun: at.Add(time.Hour), LastCause: e, LastError: string(e)}
		if e == store.CauseNone {
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
	dns, refused := store.CauseNoHost, store.CauseRobots
	for _, c := range []struct {
		errs []store.Cause
		want bool
	}{
		{[]store.Cause{dns, dns, store.CauseNoNetwork}, true},
		{[]store.Cause{dns}, true},
		{[]store.Cause{dns, ""}, false},
		{[]store.Cause{dns, dns, store.CauseNotAsked}, true},
		{[]store.Cause{store.CauseNotAsked}, false},
		{[]store.Cause{dns, dns, ""}, false},
		{[]store.Cause{dns, dns, refused}, false},
		{nil, false},
	} {
		f, got := offline(failedBy(c.errs...))
		if got != c.want || got && (len(f.Sources) == 0 || !strings.Contains(f.What, "offline")) {
			t.Errorf("%q: %v %+v", c.errs, got, f)
		}
	}
}

// TestOfflineSince: what was reached before the network went says nothing, and of one source
// that is not found, that another was reached since says that the machine is online.
func TestOfflineSince(t *testing.T) {
	all := failedBy(store.CauseNoHost, store.CauseNoDNS, store.CauseNone)
	all[2].LastRun = all[0].LastRun.Add(-time.Hour)
	if _, ok := offline(all); !ok {
		t.Error("a page that was reached an hour before hides that nothing is now")
	}
	if _, ok := offline(all[1:]); ok {
		t.Error("one source fails, and another was reached since")
	}
}

// TestRemoval: a source is not given up after one look.
func TestRemoval(t *testing.T) {
	for _, c := range []store.Cause{store.CauseNoHost, store.CauseAbsent} {
		for failures, want := range map[int]bool{1: false, 2: false, 3: true} {
			s := failedBy(c)
			s[0].Failures = failures
			if got := failing(s)[0].Do; strings.Contains(got, "remove") != want || strings.Contains(got, "%d") {
				t.Errorf("%s, %d times: %s", c, failures, got)
			}
		}
	}
}

// TestFailing: many sources with one cause are one finding, the most of them first; one
// or two have one each, which says what to do about it.
func TestFailing(t *testing.T) {
	out := failing(failedBy(store.CauseAbsent, store.CauseRobots, store.CauseRobots, store.CauseNone, store.CauseRobots, store.CauseAbsent))
	if len(out) != 3 || len(out[0].Sources) != 3 || !strings.HasPrefix(out[0].What, "3 sources: their robots.txt") {
		t.Fatalf("%+v", out)
	}
	if !strings.Contains(out[1].What, "source 1 ") || !strings.HasSuffix(out[1].Do, "onrecord source remove 1") {
		t.Errorf("%+v", out[1])
	}
}

// TestCauses: what to do is decided by the stored code, whatever the words beside it say:
// our own refusal is none of robots.txt's, and a look from before codes were kept is told
// with its words alone.
func TestCauses(t *testing.T) {
	for _, c := range []struct {
		cause store.Cause
		words string
		do    string
	}{
		{store.CauseNotAsked, "page: refused: 10.0.0.1:80 is not a public address", "--allow-private"},
		{store.CauseUnreadable, "page: the article tells of robots.txt, a login and error 404", "report it"},
		{store.CauseUnknown, "page: robots.txt forbids this address", "try it by hand"},
		{"a-cause-of-tomorrow", "no such host", "try it by hand"},
	} {
		s := failedBy(c.cause)
		s[0].LastError = c.words
		out := failing(s)
		if len(out) != 1 || !strings.Contains(out[0].What, c.words) || !strings.Contains(out[0].Do, c.do) || strings.Contains(out[0].Do, "ask the site") {
			t.Errorf("%s: %+v", c.cause, out)
		}
	}
}

// TestInPart: a source that is read in part only is told of, and never as one to remove.
func TestInPart(t *testing.T) {
	all := failedBy(store.CauseCut, store.CauseNoHost, store.CauseRobots, store.CauseRobots, store.CauseRobots)
	for i := range all {
		all[i].Failures, all[i].LastOK = 0, all[i].LastRun
	}
	out := failing(all)
	if len(out) != 3 || len(out[0].Sources) != 3 || !strings.HasPrefix(out[0].What, "3 sources are read in part only") || out[0].Since != "" {
		t.Fatalf("%+v", out)
	}
	for _, f := range out[1:] {
		if !strings.Contains(f.What, "read in part only: ") || strings.Contains(f.Do, "remove") {
			t.Errorf("%+v", f)
		}
	}
	if _, ok := offline(all); ok {
		t.Error("sources that answered are said to be offline")
	}
}

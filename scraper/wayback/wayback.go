// Package wayback reads the Internet Archive's Wayback Machine: which captures of
// an address it has (CDX), what they are (mementos, RFC 7089), and how it is asked to
// keep one more. It does no I/O.
package wayback

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/scraper"
	"onrecord/store"
)

// Platform marks requests to the archive; no document has it.
const Platform store.Platform = "wayback"

// host is the machine's own.
const host = "web.archive.org"

// layout is a memento's time in its address, UTC.
const layout = "20060102150405"

// What the archive says instead of an answer.
var (
	// ErrExcluded: the site had itself taken out, which is not absence.
	ErrExcluded = errors.New("the Wayback Machine excludes this address, which does not mean that it has no captures of it")
	// ErrRate: too many requests.
	ErrRate = errors.New("the Wayback Machine asks for fewer requests; it is asked again later")
	// ErrNone: no memento at this address.
	ErrNone = errors.New("the Wayback Machine has no capture of this address")
)

// pace is the pause between two requests to the archive: it takes 24 a minute of
// an address, and blocks those that ask for more.
const pace = time.Minute / 24

// Pace is the pause that the machine's host asks for, and the Internet Archive's.
func (m Machine) Pace() map[string]time.Duration {
	return map[string]time.Duration{host: pace, m.relay(): pace}
}

// Machine is a Wayback Machine.
type Machine struct{ base string }

// New gives the machine at a base address without a final slash; "" is the
// Internet Archive's.
func New(base string) Machine {
	if base == "" {
		base = "https://" + host
	}
	return Machine{strings.TrimRight(base, "/")}
}

func (m Machine) relay() string {
	if u, err := url.Parse(m.base); err == nil && u.Host != "" {
		return u.Host
	}
	return m.base
}

func (m Machine) request(endpoint, address string) scraper.Request {
	return scraper.Request{URL: address, Platform: Platform, Endpoint: endpoint, Relay: m.relay(), API: true}
}

// CDX asks which captures there are of an address, or of all that begins like it, a
// page at a time: resume is what the page before gave. Zero times do not narrow.
// https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
func (m Machine) CDX(target string, prefix bool, from, to time.Time, limit int, resume string) scraper.Request {
	q := url.Values{
		"url": {target}, "output": {"json"}, "showResumeKey": {"true"}, "resolveRevisits": {"true"},
		"fl": {"urlkey,timestamp,original,mimetype,statuscode,digest,length"}, "limit": {strconv.Itoa(limit)},
	}
	if !from.IsZero() {
		q.Set("from", from.UTC().Format(layout))
	}
	if !to.IsZero() {
		q.Set("to", to.UTC().Format(layout))
	}
	if prefix {
		q.Set("matchType", "prefix")
	}
	if resume != "" {
		q.Set("resumeKey", resume)
	}
	return m.request("cdx", m.base+"/cdx/search/cdx?"+q.Encode())
}

// Memento asks for the bytes of one capture as the site gave them ("id_").
func (m Machine) Memento(r Row) scraper.Request {
	return m.request("memento", m.base+"/web/"+r.Time.UTC().Format(layout)+"id_/"+r.Original)
}

// Save asks the archive to keep an address now.
func (m Machine) Save(target string) scraper.Request {
	r := m.request("save", m.base+"/save/"+target)
	r.Relay = ""
	return r
}

// ParseAddress reads an address of the archive: what it is a capture of, and the
// time, zero where it names none.
func ParseAddress(raw string) (original string, at time.Time, ok bool) {
	u, err := url.Parse(raw)
	if err != nil || !strings.EqualFold(u.Hostname(), host) {
		return "", at, false
	}
	return parsePath(raw)
}

// parsePath reads …/web/DIGITS[xx_]/ORIGINAL.
func parsePath(raw string) (original string, at time.Time, ok bool) {
	_, rest, found := strings.Cut(raw, "/web/")
	stamp, original, cut := strings.Cut(rest, "/")
	if !found || !cut || original == "" {
		return "", at, false
	}
	if i := strings.IndexFunc(stamp, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		stamp = stamp[:i]
	}
	if len(stamp) >= 4 && len(stamp) <= 14 {
		const first = "00000101000000"
		if t, err := time.Parse(layout, stamp+first[len(stamp):]); err == nil {
			at = t
		}
	}
	return absolute(original), at, true
}

// absolute mends addresses whose scheme is missing or lost a slash on the way.
func absolute(s string) string {
	for _, scheme := range []string{"https:/", "http:/"} {
		if rest, ok := strings.CutPrefix(s, scheme); ok {
			return scheme + "/" + strings.TrimLeft(rest, "/")
		}
	}
	return "http://" + strings.TrimLeft(s, "/")
}

// Choose are the captures worth fetching, in the order of time: where the content
// changed, and the last sight of each content, so that an edit and a deletion are
// dated from both sides; of errors, the first of those that say that the page is
// gone. At most so many, spread over all of the time.
func Choose(rows []Row, most int) []Row {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b Row) int { return a.Time.Compare(b.Time) })
	var out []Row
	last := "" // what the capture before said
	var seen Row
	flush := func() {
		if !seen.Time.IsZero() && (len(out) == 0 || !out[len(out)-1].Time.Equal(seen.Time)) {
			out = append(out, seen)
		}
		seen = Row{}
	}
	for _, r := range rows {
		switch is := r.says(); {
		case is == "":
		case is == last:
			if r.Status == 200 {
				seen = r
			}
		default:
			flush()
			out = append(out, r)
			last, seen = is, Row{}
		}
	}
	flush()
	return thin(out, most)
}

// says is what a capture shows, "" for what shows nothing of the page: redirects,
// errors of the server, walls.
func (r Row) says() string {
	switch r.Status {
	case 200:
		return r.Digest
	case 404, 410:
		return "gone"
	}
	return ""
}

// thin keeps some of many, the first and the last among them.
func thin(rows []Row, most int) []Row {
	if most <= 1 || len(rows) <= most {
		return rows
	}
	out := make([]Row, 0, most)
	for i := range most {
		out = append(out, rows[i*(len(rows)-1)/(most-1)])
	}
	return out
}

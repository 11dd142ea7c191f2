package proof

import (
	"cmp"
	"encoding/json"
	"net/http"
	"time"

	"onrecord/store"
)

// Capture is the record of one fetch attempt.
type Capture struct {
	Head
	Capture int64 `json:"capture"`
	Run     int64 `json:"run,omitempty"`
	Source  int64 `json:"source,omitempty"`
	// Previous is the capture of the same target before this one.
	Previous int64 `json:"previous,omitempty"`
	// Late marks a capture that was made before the archive kept a log: it is proved
	// since it was logged, not since it was made.
	Late      bool          `json:"late,omitempty"`
	Target    Target        `json:"target"`
	HTTP      HTTP          `json:"http"`
	Time      Times         `json:"time"`
	Bytes     Bytes         `json:"bytes"`
	Robots    string        `json:"robots,omitempty"`
	Collector Collector     `json:"collector"`
	Outcome   store.Outcome `json:"outcome"`
	Error     string        `json:"error,omitempty"`
	// Rules is the number of the rules by which it was taken in, 0 of before they were
	// counted; ConfirmAfter is after how many milliseconds a second look that missed a
	// document confirms the first, where this one missed one.
	Rules        int    `json:"rules,omitempty"`
	ConfirmAfter int64  `json:"confirm_after_ms,omitempty"`
	Seen         []Seen `json:"seen,omitempty"`
	// States are those of the documents concerned, with what the capture changed.
	States []DocumentState `json:"states,omitempty"`
}

// Target is what was asked for.
type Target struct {
	// URL is the address as asked, Final the one that answered.
	URL      string           `json:"url"`
	Final    string           `json:"final,omitempty"`
	Document store.DocumentID `json:"document,omitempty"`
	Endpoint string           `json:"door,omitempty"`
	// Relay is the third party that passed the content on.
	Relay string `json:"relay,omitempty"`
	// Authority is the most that the answer may say, where that was decided.
	Authority store.Authority `json:"authority,omitempty"`
}

// HTTP is what went over the wire, secrets redacted.
type HTTP struct {
	Method        string      `json:"method,omitempty"`
	RequestHeader http.Header `json:"request_header,omitempty"`
	Hops          []store.Hop `json:"hops,omitempty"`
	Status        int         `json:"status,omitempty"`
	Header        http.Header `json:"header,omitempty"`
	Address       string      `json:"address,omitempty"`
	TLS           *store.TLS  `json:"tls,omitempty"`
}

// Times are UTC, RFC 3339 with milliseconds; durations are milliseconds.
type Times struct {
	Started    string `json:"started,omitempty"`
	Finished   string `json:"finished,omitempty"`
	Duration   int64  `json:"duration_ms,omitempty"`
	ServerDate string `json:"server_date,omitempty"`
	// Recorded is when the archive took in what a file brought.
	Recorded string `json:"recorded,omitempty"`
	// Offset is the server's clock less ours, exact to a second as its header is.
	Offset int64 `json:"clock_offset_ms,omitempty"`
}

// Bytes are those of the answer, as received and with its encoding undone.
type Bytes struct {
	Received  Sum    `json:"received"`
	Decoded   Sum    `json:"decoded"`
	Truncated string `json:"truncated,omitempty"`
}

// Sum is a SHA-256, in hexadecimal, and a length.
type Sum struct {
	SHA256 string `json:"sha256"`
	Length int64  `json:"length"`
}

// Collector is the program that fetched.
type Collector struct {
	Host     string `json:"host,omitempty"`
	Software string `json:"software,omitempty"`
	Version  string `json:"version,omitempty"`
	Commit   string `json:"commit,omitempty"`
	// Config is the SHA-256 of the settings in force.
	Config string `json:"config,omitempty"`
}

// Seen is what the capture was read to say of one document. The bytes stand for
// themselves; this binds the archive's versions to them.
type Seen struct {
	Document store.DocumentID `json:"document"`
	// Authority is whose word it is; "" is the origin's.
	Authority store.Authority `json:"authority,omitempty"`
	URL       string          `json:"url,omitempty"`
	AuthorID  string          `json:"author_id,omitempty"`
	Handle    string          `json:"handle,omitempty"`
	Name      string          `json:"name,omitempty"`
	Publisher string          `json:"publisher,omitempty"`
	// Published is the time that the document claims.
	Published string `json:"published,omitempty"`
	Version   string `json:"version,omitempty"`
	// Content is the SHA-256 of the words (store.Content.Hash).
	Content string `json:"content,omitempty"`
	// At is since when the words stood, of what is not the origin's word.
	At string `json:"at,omitempty"`
	// Seen is when they were seen, where that is another time. Undated counts, from 1, the
	// words of which nobody says when they stood.
	Seen    string        `json:"seen,omitempty"`
	Undated int           `json:"undated,omitempty"`
	Gone    store.GoneHow `json:"gone,omitempty"`
	Detail  string        `json:"detail,omitempty"`
	Rest
}

// Rest is what else the rules were told, so that what they made of it can be made again.
type Rest struct {
	// Kind is "" of a post, and "none" where none was said.
	Kind      store.Kind         `json:"doc_kind,omitempty"`
	AuthorURL string             `json:"author_url,omitempty"`
	Aliases   []store.DocumentID `json:"aliases,omitempty"`
	Agreed    []store.DocumentID `json:"agreed,omitempty"`
	Relations []Related          `json:"relations,omitempty"`
	// Precision is that of the published time, "" of seconds, "none" where none was said and
	// "unread" where it could not be read; Exact is the time itself where it says more than
	// that, and Written how it was written.
	Precision store.Precision `json:"precision,omitempty"`
	Exact     string          `json:"exact,omitempty"`
	Written   string          `json:"written,omitempty"`
	IDTime    string          `json:"id_time,omitempty"`
	// SeenAt and VersionTime are as the adapter gave them.
	SeenAt      string `json:"seen_at,omitempty"`
	VersionTime string `json:"version_time,omitempty"`
	VersionURL  string `json:"version_url,omitempty"`
	Context     bool   `json:"context,omitempty"`
	Loose       bool   `json:"loose,omitempty"`
	Cut         bool   `json:"cut,omitempty"`
	Certain     bool   `json:"certain,omitempty"`
}

// Related is how a document stands to another.
type Related struct {
	Kind     store.RelationKind `json:"kind"`
	Document store.DocumentID   `json:"document"`
}

// NewCapture is the record of a capture as the archive has it, without what only
// the log knows: Index, Previous, Collector and Seen.
func NewCapture(c store.Capture) Capture {
	return Capture{
		Head:    Head{Onrecord: Format, Kind: store.CaptureLeaf},
		Capture: c.ID, Run: c.RunID, Source: c.SourceID,
		Target: Target{URL: c.URL, Final: c.FinalURL, Document: c.Document, Endpoint: c.Endpoint, Relay: c.Relay, Authority: c.Authority},
		HTTP: HTTP{
			Method: c.Method, RequestHeader: c.RequestHeader, Hops: c.Hops, Status: c.Status, Header: c.Header,
			Address: c.RemoteAddr, TLS: c.TLS,
		},
		Time: timesOf(c),
		Bytes: Bytes{
			Received: Sum{c.RawSHA256, c.RawLength}, Decoded: Sum{c.BodySHA256, c.BodyLength}, Truncated: c.Truncated,
		},
		Robots: c.Robots, Outcome: c.Outcome, Error: c.Error,
	}
}

func timesOf(c store.Capture) Times {
	t := Times{Started: store.FormatTime(c.StartedAt), Finished: store.FormatTime(c.FinishedAt), ServerDate: store.FormatTime(c.ServerDate), Recorded: store.FormatTime(c.RecordedAt)}
	start, end := c.StartedAt.Truncate(time.Millisecond), c.FinishedAt.Truncate(time.Millisecond)
	if start.IsZero() || end.IsZero() {
		return t
	}
	t.Duration = end.Sub(start).Milliseconds()
	if !c.ServerDate.IsZero() {
		t.Offset = c.ServerDate.Truncate(time.Millisecond).Sub(start.Add(end.Sub(start) / 2)).Milliseconds()
	}
	return t
}

// NewSeen is what an observation says, whose words are put on record under a time.
func NewSeen(o store.Observation, at time.Time) Seen {
	s := Seen{
		Document: o.Document, URL: o.URL, AuthorID: o.Author.ID, Handle: o.Author.Handle, Name: o.Author.Name,
		Publisher: o.Publisher, Version: o.VersionID, Published: Claim(o.Content.PublishedAt), Rest: restOf(o),
	}
	if o.Authority != store.AuthorityOrigin {
		s.Authority = o.Authority
	}
	if o.Gone != nil {
		s.Gone, s.Detail, s.Certain = o.Gone.How, o.Gone.Detail, o.Gone.Certain
		if s.Gone == "" {
			s.Gone = store.Unavailable
		}
		return s
	}
	s.Content = o.Content.Hash()
	if s.Authority != "" {
		s.stood(o.StoodFrom(at), at)
	}
	return s
}

func restOf(o store.Observation) Rest {
	r := Rest{
		Kind: o.Kind, AuthorURL: o.Author.URL, Aliases: o.Aliases, Agreed: o.Agreed, Precision: o.Content.PublishedAt.Precision,
		IDTime: store.FormatTime(o.IDTime), SeenAt: store.FormatTime(o.SeenAt), VersionTime: store.FormatTime(o.VersionTime), VersionURL: o.VersionURL,
		Context: o.Context, Loose: o.Loose, Cut: o.Content.Cut,
	}
	switch r.Kind {
	case store.Post:
		r.Kind = ""
	case "":
		r.Kind = none
	}
	m := o.Content.PublishedAt
	r.Written = m.Raw
	switch {
	case m.IsZero() && m.Raw != "":
		r.Precision = unread
	case m.IsZero():
	case m.Precision == store.PrecisionSecond:
		r.Precision = ""
	case m.Precision == "":
		r.Precision = none
	}
	if t := store.FormatTime(m.Time); !m.IsZero() && t != store.FormatTime(timeOf(m.String())) {
		r.Exact = t
	}
	for _, x := range o.Relations {
		r.Relations = append(r.Relations, Related{x.Kind, x.Document})
	}
	return r
}

// What stands in a Rest where nothing was said, and for a time that could not be read.
const (
	none   = "none"
	unread = "unread"
)

// Observation is what was said, but for the words: content gives those of a sum.
func (s Seen) Observation(content store.Content) store.Observation {
	o := store.Observation{
		Document: s.Document, Aliases: s.Aliases, Agreed: s.Agreed, Kind: s.Kind, Loose: s.Loose, Authority: s.Authority, URL: s.URL,
		Author:    store.Author{ID: s.AuthorID, Handle: s.Handle, Name: s.Name, URL: s.AuthorURL},
		Publisher: s.Publisher, IDTime: timeOf(s.IDTime), SeenAt: timeOf(s.SeenAt), VersionID: s.Version, VersionURL: s.VersionURL,
		VersionTime: timeOf(s.VersionTime), Context: s.Context, Content: content,
	}
	o.Content.Cut, o.Content.PublishedAt = s.Cut, s.moment()
	switch o.Kind {
	case "":
		o.Kind = store.Post
	case none:
		o.Kind = ""
	}
	if o.Authority == "" {
		o.Authority = store.AuthorityOrigin
	}
	for _, x := range s.Relations {
		o.Relations = append(o.Relations, store.Relation{Kind: x.Kind, Document: x.Document})
	}
	if s.Gone != "" {
		o.Gone = &store.Gone{How: s.Gone, Detail: s.Detail, Certain: s.Certain}
	}
	return o
}

func (s Seen) moment() store.Moment {
	m := store.Moment{Raw: s.Written, Precision: s.Precision}
	if s.Published == "" || s.Precision == unread {
		m.Precision = ""
		return m
	}
	switch m.Precision {
	case "":
		m.Precision = store.PrecisionSecond
	case none:
		m.Precision = ""
	}
	m.Time = timeOf(cmp.Or(s.Exact, s.Published))
	return m
}

// timeOf reads a time as records have it; zero where it is none.
func timeOf(s string) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// stood says when the words stood.
func (s *Seen) stood(from, seen time.Time) {
	if n := store.UndatedPlace(from); n >= 0 {
		s.Undated = n + 1
		return
	}
	s.At = store.FormatTime(from)
	if !from.Equal(seen) {
		s.Seen = store.FormatTime(seen)
	}
}

// Times are since when what is not the origin's word stood, and when it was seen, zero where
// nobody says so.
func (s Seen) Times() (from, seen time.Time) {
	if s.Undated > 0 {
		return store.Undated(s.Undated - 1), time.Time{}
	}
	from, err := time.Parse(time.RFC3339, s.At)
	if err != nil {
		return time.Time{}, time.Time{}
	}
	if seen, err = time.Parse(time.RFC3339, s.Seen); err != nil {
		seen = from
	}
	return from, seen
}

// SeenIn is the content of a sum, after some others of it, that a capture's record says was
// seen; the zero value where it says none.
func SeenIn(leaf []byte, content string, after int) Seen {
	var c struct{ Seen []Seen }
	if json.Unmarshal(leaf, &c) != nil {
		return Seen{}
	}
	for _, s := range c.Seen {
		if s.Content != content {
			continue
		}
		if after == 0 {
			return s
		}
		after--
	}
	return Seen{}
}

// Claim is a claimed time as records have it: as it was written where it could not be
// read.
func Claim(m store.Moment) string {
	if s := m.String(); s != "" {
		return s
	}
	return m.Raw
}

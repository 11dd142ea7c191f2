package wire

import (
	"net/http"
	"time"

	"onrecord/store/proof"

	"onrecord/store"
)

// Run is what one pass over the sources did, in numbers, as the command line reports it.
type Run struct {
	Run       int64  `json:"run"`
	State     string `json:"state"`
	Started   string `json:"started_at"`
	Finished  string `json:"finished_at"`
	Due       int    `json:"due"`
	Captures  int    `json:"captures"`
	New       int    `json:"new"`
	Edited    int    `json:"edited"`
	Gone      int    `json:"gone"`
	Missed    int    `json:"missed"`
	Restored  int    `json:"restored"`
	Unchanged int    `json:"unchanged"`
	Failed    int    `json:"failed"`
	Held      int    `json:"held"`
	Bytes     int64  `json:"bytes"`
	ClockJump string `json:"clock_jump,omitempty"`
}

func jumpText(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// ChangeEvent is a change as lists of changes have it.
type ChangeEvent struct {
	At       string           `json:"at"`
	Kind     store.ChangeKind `json:"kind"`
	Document store.DocumentID `json:"document"`
	Version  int              `json:"version,omitempty"`
	How      store.GoneHow    `json:"how,omitempty"`
	Detail   string           `json:"detail,omitempty"`
	Relay    string           `json:"relay,omitempty"`
	Capture  int64            `json:"capture"`
}

// AuthorCount is an author with how many posts of theirs are kept, edited, gone and quoted.
type AuthorCount struct {
	Platform store.Platform `json:"platform"`
	Name     string         `json:"name"`
	Handle   string         `json:"handle"`
	ID       string         `json:"id,omitempty"`
	Posts    int            `json:"posts"`
	Edited   int            `json:"edited"`
	Gone     int            `json:"gone"`
	Erased   int            `json:"erased,omitempty"`
	Quoted   int            `json:"quoted"`
}

// RunCounts is a run as lists of runs have it.
type RunCounts struct {
	ID       int64  `json:"id"`
	State    string `json:"state"`
	Started  string `json:"started_at"`
	Finished string `json:"finished_at,omitempty"`
	Due      int    `json:"due"`
	Captures int    `json:"captures"`
	New      int    `json:"new"`
	Edited   int    `json:"edited"`
	Gone     int    `json:"gone"`
	Failed   int    `json:"failed"`
	Bytes    int64  `json:"bytes"`
}

// Capture is one request and what came of it, without the bytes.
type Capture struct {
	ID         int64            `json:"id"`
	Run        int64            `json:"run,omitempty"`
	Document   store.DocumentID `json:"document,omitempty"`
	Endpoint   string           `json:"door"`
	Relay      string           `json:"relay,omitempty"`
	URL        string           `json:"url"`
	FinalURL   string           `json:"final_url,omitempty"`
	Status     int              `json:"status"`
	Header     http.Header      `json:"header,omitempty"`
	Started    string           `json:"started_at"`
	Finished   string           `json:"finished_at,omitempty"`
	RawSHA256  string           `json:"raw_sha256"`
	RawLength  int64            `json:"raw_length"`
	BodySHA256 string           `json:"body_sha256"`
	BodyLength int64            `json:"body_length"`
	Truncated  string           `json:"truncated,omitempty"`
	Robots     string           `json:"robots,omitempty"`
	Outcome    store.Outcome    `json:"outcome"`
	Error      string           `json:"error,omitempty"`
	Leaf       *Leaf            `json:"leaf,omitempty"`
}

// List is some of a list; Next is where the rest begins, absent at its end.
type List struct {
	Items []any `json:"items"`
	Next  *int  `json:"next,omitempty"`
}

// ChangeEventOf is an event of the list of changes.
func ChangeEventOf(e store.Event) ChangeEvent {
	return ChangeEvent{store.FormatTime(e.At), e.Kind, e.Document, e.VersionSeq, e.How, e.Detail, e.Relay, e.CaptureID}
}

// AuthorCountOf is an author of the list of authors.
func AuthorCountOf(a store.AuthorCount) AuthorCount {
	return AuthorCount{a.Platform, a.Author.Name, a.Author.Handle, a.Author.ID, a.Posts, a.Edited, a.Gone, a.Erased, a.Quoted}
}

// RunCountsOf is a run of the list of runs.
func RunCountsOf(u store.Run) RunCounts {
	return RunCounts{u.ID, u.State, store.FormatTime(u.StartedAt), store.FormatTime(u.FinishedAt), u.Due, u.Captures, u.New, u.Edited, u.Gone, u.Failed, u.Bytes}
}

// CaptureOf is a capture without its bytes.
func CaptureOf(c store.Capture, leaf *Leaf) Capture {
	return Capture{
		c.ID, c.RunID, c.Document, c.Endpoint, c.Relay, c.URL, c.FinalURL, c.Status, c.Header, store.FormatTime(c.StartedAt), store.FormatTime(c.FinishedAt),
		c.RawSHA256, c.RawLength, c.BodySHA256, c.BodyLength, c.Truncated, c.Robots, c.Outcome, c.Error, leaf,
	}
}

// RunOf is the summary of a run.
func RunOf(r store.Run) Run {
	return Run{
		r.ID, r.State, store.FormatTime(r.StartedAt), store.FormatTime(r.FinishedAt), r.Due, r.Captures,
		r.New, r.Edited, r.Gone, r.Missed, r.Restored, r.Unchanged, r.Failed, r.Held, r.Bytes, jumpText(r.ClockJump),
	}
}

// HeadOf is a checkpoint with what its note says.
func HeadOf(h proof.Checkpoint, c store.Checkpoint) Head {
	return Head{h.Origin, h.Size, h.RootText(), store.FormatTime(c.MadeAt), c.RunID, c.Note}
}

// AuthorityOf is a time-stamp authority and how it does.
func AuthorityOf(url, fingerprints string, s store.AnchorState) Authority {
	return Authority{
		url, fingerprints, s.Stamps, s.Size, store.FormatTime(s.Time), s.Odd, s.Tries, s.Error, store.FormatTime(s.NextTry),
	}
}

// PersonOf is a person with names and accounts.
func PersonOf(p store.Person) Person {
	accounts := make([]string, len(p.Accounts))
	for i, acc := range p.Accounts {
		accounts[i] = string(acc.Platform) + ":" + acc.Key
	}
	return Person{p.Name, append([]string{}, p.Names...), accounts}
}

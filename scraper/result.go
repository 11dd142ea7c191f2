package scraper

import (
	"strings"

	"onrecord/store"
)

// LookResult is what one look at one target gave.
type LookResult struct {
	URL      string
	Changes  []store.Change
	Captures []CaptureNote
	// Held counts deletions that were not believed.
	Held int
	// Media counts pictures, videos and sounds that were kept.
	Media int
	// claimed are the documents of which it saw only what a page says of another's post: no
	// look at them.
	claimed map[store.DocumentID]bool
}

// CaptureNote is a capture in short.
type CaptureNote struct {
	ID       int64
	URL      string
	Endpoint string
	Outcome  store.Outcome
	Cause    store.Cause
	Error    string
	Bytes    int64
}

// Failed reports whether the look gave nothing: no change, and no capture that
// could be read.
func (r LookResult) Failed() bool {
	if len(r.Changes) > 0 {
		return false
	}
	for _, c := range r.Captures {
		if c.Outcome == store.OutcomeOK || c.Outcome == store.OutcomePartial || c.Outcome == store.OutcomeNotModified {
			return false
		}
	}
	return true
}

// absent reports whether all that a look saw is that something is not there.
func (r LookResult) absent() bool {
	gone := false
	for _, c := range r.Captures {
		switch c.Outcome {
		case store.OutcomeGone:
			gone = true
		case store.OutcomeOK, store.OutcomePartial, store.OutcomeNotModified:
			return false
		case store.OutcomeBlocked, store.OutcomeFailed:
		}
	}
	return gone
}

// Why says why a look failed, in the words of its captures.
func (r LookResult) Why() string {
	var why []string
	for _, c := range r.Captures {
		if c.Error != "" {
			why = append(why, c.Endpoint+": "+c.Error)
		}
	}
	if len(why) == 0 {
		return "nothing could be read there"
	}
	return strings.Join(why, "; ")
}

// Cause is why a look failed, for programs: the first cause that one of its captures has.
func (r LookResult) Cause() store.Cause {
	for _, c := range r.Captures {
		if c.Cause != store.CauseNone && c.Cause != store.CauseUnknown {
			return c.Cause
		}
	}
	return store.CauseUnknown
}

// about reports whether a look changed or confirmed what is known of a document.
func (r LookResult) about(id store.DocumentID) bool {
	for _, ch := range r.Changes {
		if ch.Document == id {
			return true
		}
	}
	return false
}

// claim takes in who shows a document.
func (r *LookResult) claim(o store.Observation) {
	if r.claimed == nil {
		r.claimed = map[store.DocumentID]bool{}
	}
	only, seen := r.claimed[o.Document]
	r.claimed[o.Document] = (only || !seen) && o.Authority == store.AuthorityClaim
}

// add takes in what another look gave.
func (r *LookResult) add(o LookResult) {
	r.Changes = append(r.Changes, o.Changes...)
	r.Captures = append(r.Captures, o.Captures...)
	r.Held += o.Held
	r.Media += o.Media
}

// CaptureIDs are the numbers of the captures made.
func (r LookResult) CaptureIDs() []int64 {
	out := []int64{}
	for _, c := range r.Captures {
		out = append(out, c.ID)
	}
	return out
}

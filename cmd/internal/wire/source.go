package wire

import (
	"strings"

	"onrecord/store"
)

// Source is what is watched, with when it was last looked at and what came of it.
type Source struct {
	ID        int64            `json:"id"`
	Kind      store.SourceKind `json:"kind"`
	Platform  store.Platform   `json:"platform"`
	URL       string           `json:"url"`
	Name      string           `json:"name"`
	Every     string           `json:"every"`
	NextDue   string           `json:"next_due"`
	LastRun   string           `json:"last_run,omitempty"`
	LastOK    string           `json:"last_ok,omitempty"`
	LastError string           `json:"last_error,omitempty"`
	LastCause store.Cause      `json:"last_cause,omitempty"`
	Failures  int              `json:"failures"`
	Selector  string           `json:"selector,omitempty"`
	Speaker   string           `json:"speaker,omitempty"`
	Paused    bool             `json:"paused,omitempty"`
	Tags      []string         `json:"tags,omitempty"`
	OCR       bool             `json:"ocr,omitempty"`
}

// SourceOf is a source as stored, in the form of the contract.
func SourceOf(s store.Source) Source {
	return Source{
		s.ID, s.Kind, s.Platform, s.URL, s.Name, s.Cadence.String(), store.FormatTime(s.NextDue),
		store.FormatTime(s.LastRun), store.FormatTime(s.LastOK), s.LastError, s.LastCause, s.Failures, s.Selector, s.Speaker, s.Paused, strings.Fields(s.Tags), s.OCR,
	}
}

// Person is who several accounts are, as the keeper says.
type Person struct {
	Name     string   `json:"name"`
	Aliases  []string `json:"aliases"`
	Accounts []string `json:"accounts"`
}

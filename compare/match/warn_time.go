package match

import (
	"time"

	"onrecord/compare/text"
	"onrecord/store"
)

// EditedAway is the warning that the quoted words are not in the latest version.
const EditedAway = "edited-away"

var timeWarnings = []warning{
	{
		name: EditedAway, text: "Quoted from a version later edited.", severity: store.SeverityWording, ofQuotes: true,
		holds: func(c *check) bool { return editedAway(c.s, c.versions) },
	},
	{
		name: OlderThan, text: "The quote is dated before the post.", severity: store.SeverityWording, ofQuotes: true,
		holds: func(c *check) bool { return OlderThanPost(c.m.quote, c.s.Document) },
	},
}

// OlderThan is the warning that the quote is dated before its post.
const OlderThan = "older-than-post"

// editedAway reports whether the quoted words are no longer in the latest
// version.
func editedAway(s Scored, versions []store.Version) bool {
	if len(versions) == 0 || versions[len(versions)-1].ID == s.Version.ID {
		return false
	}
	latest := text.Fold(versions[len(versions)-1].Text)
	var said []text.Token
	for _, st := range s.al.Steps {
		if st.op == opEqual || st.op == opJoin {
			said = append(said, s.post.Tokens[st.p0:st.p1]...)
		}
	}
	ones := make([]float64, len(said))
	for i := range ones {
		ones[i] = 1
	}
	al := align(said, latest.Tokens, ones)
	for _, st := range al.Steps {
		if st.op == opInsert || st.op == opReplace {
			return true
		}
	}
	return false
}

// OlderThanPost reports whether the quote was published before its post, beyond
// what days and time zones leave open.
func OlderThanPost(q Quote, doc store.Document) bool {
	at := q.AsOf
	if at.IsZero() {
		at = q.Before
	}
	post := doc.PublishedAt
	if at.IsZero() || post.IsZero() {
		return false
	}
	slack := time.Minute
	if at.Precision == store.PrecisionDay || post.Precision == store.PrecisionDay {
		slack = 36 * time.Hour
	}
	return at.Time.Add(slack).Before(post.Time)
}

package x

import (
	"encoding/json"
	"fmt"

	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// compliance is a line of the API v2's batch compliance files, which say what
// has been deleted: https://docs.x.com/x-api/compliance/batch-compliance.
type compliance struct {
	ID       wireID `json:"id"`
	Action   string `json:"action"`
	Created  string `json:"created_at"`
	Redacted string `json:"redacted_at"`
	Reason   string `json:"reason"`
}

// readCompliance reads one line. Lines about accounts look the same and differ
// in this: a post's time, to the millisecond, is the one in its id.
func readCompliance(raw json.RawMessage) (answer, error) {
	var c compliance
	if err := jsontext.Decode(raw, &c); err != nil {
		return answer{}, fmt.Errorf("JSON that cannot be read: %w", err)
	}
	at := parseTime(c.Created)
	if c.Action != "delete" || at.IsZero() || !at.Equal(idTime(string(c.ID))) {
		return answer{}, fmt.Errorf("%w: a compliance line about an account", errNoPost)
	}
	p := gonePost(string(c.ID), goneReason(c.Reason), "compliance: "+c.Reason)
	p.gone.Certain = true
	p.seenAt = parseTime(c.Redacted)
	return answer{posts: []post{p}}, nil
}

// deletedPost is a line of an account archive's deleted-tweet-headers.js, or the
// end of a post in its deleted-tweets.js.
func deletedPost(id, deletedAt string) post {
	p := gonePost(id, store.Deleted, "deleted at "+deletedAt+" by the account's own archive")
	p.gone.Certain = true
	p.seenAt = parseTime(deletedAt)
	return p
}

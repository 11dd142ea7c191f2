package mastodon

import (
	"bytes"
	"encoding/json"

	"onrecord/scraper/kit/jsontext"
)

// Text is a string that some servers write as a number. Anything else is "".
type Text string

// UnmarshalJSON takes a string or a number.
func (t *Text) UnmarshalJSON(b []byte) error {
	*t = ""
	if len(b) > 0 && (b[0] == '-' || b[0] >= '0' && b[0] <= '9') {
		*t = Text(b)
		return nil
	}
	var s string
	if json.Unmarshal(b, &s) == nil {
		*t = Text(s)
	}
	return nil
}

// Status is a post as the API gives it.
// https://docs.joinmastodon.org/entities/Status/
type Status struct {
	ID                 Text            `json:"id"`
	URI                string          `json:"uri"`
	URL                string          `json:"url"`
	CreatedAt          string          `json:"created_at"`
	EditedAt           string          `json:"edited_at"`
	InReplyToID        Text            `json:"in_reply_to_id"`
	InReplyToAccountID Text            `json:"in_reply_to_account_id"`
	InReplyTo          *Status         `json:"in_reply_to"` // Truth Social
	Visibility         string          `json:"visibility"`
	Language           string          `json:"language"`
	SpoilerText        string          `json:"spoiler_text"`
	Content            string          `json:"content"`
	RepliesCount       json.Number     `json:"replies_count"`
	Account            *Account        `json:"account"`
	Reblog             *Status         `json:"reblog"`
	Media              []Attachment    `json:"media_attachments"`
	Poll               *Poll           `json:"poll"`
	Quote              json.RawMessage `json:"quote"`
	QuoteID            Text            `json:"quote_id"`
}

// Account is who wrote it. https://docs.joinmastodon.org/entities/Account/
type Account struct {
	ID          Text   `json:"id"`
	Username    string `json:"username"`
	Acct        string `json:"acct"`
	DisplayName string `json:"display_name"`
	URL         string `json:"url"`
	URI         string `json:"uri"`
	Suspended   bool   `json:"suspended"`
}

// Attachment is a medium. https://docs.joinmastodon.org/entities/MediaAttachment/
type Attachment struct {
	Type        string `json:"type"`
	URL         string `json:"url"`
	RemoteURL   string `json:"remote_url"`
	Description string `json:"description"`
}

// Poll is a question. https://docs.joinmastodon.org/entities/Poll/
type Poll struct {
	Options []struct {
		Title string `json:"title"`
	} `json:"options"`
}

// options are the answers that can be chosen.
func (p *Poll) options() []string {
	if p == nil {
		return nil
	}
	var out []string
	for _, o := range p.Options {
		out = append(out, o.Title)
	}
	return out
}

// quoted is the post that a status quotes, by id and, where given, whole.
// Mastodon wraps it with a state; Fedibird, Pleroma and Truth Social do not.
// https://docs.joinmastodon.org/entities/Quote/
func (s *Status) quoted() (string, *Status) {
	var w struct {
		Status *Status `json:"quoted_status"`
		ID     Text    `json:"quoted_status_id"`
	}
	raw := bytes.TrimSpace(s.Quote)
	if len(raw) == 0 || raw[0] != '{' {
		return string(s.QuoteID), nil
	}
	if jsontext.Decode(raw, &w) == nil && (w.Status != nil || w.ID != "") {
		if w.Status != nil {
			return string(w.Status.ID), w.Status
		}
		return string(w.ID), nil
	}
	var q Status
	if jsontext.Decode(raw, &q) == nil && q.ID != "" && q.Account != nil {
		return string(q.ID), &q
	}
	return string(s.QuoteID), nil
}

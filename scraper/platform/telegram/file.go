package telegram

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// Files are the kinds of file in which people keep posts of Telegram.
func Files() []format.Format { return []format.Format{exportFile(), exportPage(), collected()} }

// exportFile is what Telegram Desktop writes as JSON: one chat, or all of an account's.
// https://core.telegram.org/import-export
func exportFile() format.Format {
	return format.Format{
		ID: "telegram-export", Name: "Telegram Desktop's export (result.json)", Headed: true, Lists: []string{"messages"}, Within: []string{"chats", "left_chats", "list"},
		Claims: func(u *format.Unit) bool {
			var h exportedChat
			_ = json.Unmarshal(u.Head, &h) // zero where it is none
			return h.Type != "" && h.ID != 0 && u.Has("id", "type", "date") && u.HasKeys("text")
		},
		Read: readExported,
	}
}

type exportedChat struct {
	Name string `json:"name"`
	Type string `json:"type"`
	ID   int64  `json:"id"`
}

type exportedMessage struct {
	ID        int64           `json:"id"`
	Type      string          `json:"type"`
	Date      string          `json:"date"`
	Unix      string          `json:"date_unixtime"`
	Edited    string          `json:"edited"`
	EditedAt  string          `json:"edited_unixtime"`
	From      string          `json:"from"`
	FromID    string          `json:"from_id"`
	Author    string          `json:"author"`
	Forwarded json.RawMessage `json:"forwarded_from"`
	ReplyTo   int64           `json:"reply_to_message_id"`
	ReplyPeer string          `json:"reply_to_peer_id"`
	Text      json.RawMessage `json:"text"`
	Photo     string          `json:"photo"`
	File      string          `json:"file"`
	FileName  string          `json:"file_name"`
	MediaType string          `json:"media_type"`
	Mime      string          `json:"mime_type"`
	Poll      *struct {
		Question json.RawMessage `json:"question"`
		Answers  []struct {
			Text json.RawMessage `json:"text"`
		} `json:"answers"`
	} `json:"poll"`
}

func readExported(c format.Context, u *format.Unit) ([]store.Observation, error) {
	var chat exportedChat
	var m exportedMessage
	if err := jsontext.Decode(u.Head, &chat); err != nil {
		return nil, err
	}
	in, err := jsontext.Inspect(u.Raw)
	if err != nil {
		return nil, err
	}
	if err := jsontext.Decode(u.Raw, &m); err != nil {
		return nil, err
	}
	at := named(c, chat.ID)
	switch {
	case m.Type != "message":
		return nil, format.Passed("notices by Telegram itself")
	case isPrivate(chat.Type), !strings.HasPrefix(chat.Type, "public_") && at.name == "":
		return nil, format.Passed("of chats that are not public")
	case m.ID <= 0:
		return nil, format.Others
	}
	o := at.observation(m.ID)
	o.Author = at.author(plain.Valid(chat.Name), plain.Valid(m.From), m.FromID, strings.HasSuffix(chat.Type, "channel"))
	o.Content = store.Content{Text: m.words(), Byline: plain.Valid(m.Author), Flags: in.Flags, Media: m.media()}
	o.Content.PublishedAt = m.moment(&o.Content, m.Date, m.Unix)
	if m.Edited != "" || m.EditedAt != "" {
		o.Content.ModifiedAt = m.moment(&o.Content, m.Edited, m.EditedAt)
	}
	o.VersionTime = o.Content.PublishedAt.Time
	if !o.Content.ModifiedAt.IsZero() {
		o.VersionTime = o.Content.ModifiedAt.Time
	}
	if m.ReplyTo > 0 && m.ReplyPeer == "" {
		o.Relations = []store.Relation{{Kind: store.RelationRepliesTo, Document: at.document(m.ReplyTo)}}
	}
	if len(m.Forwarded) > 0 { // another's words
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, "forwarded")
		o.Context = true
	}
	if o.Content.Text == "" && len(o.Content.Media) == 0 {
		return nil, format.Passed("without words")
	}
	return format.Claimed([]store.Observation{o}), nil
}

// isPrivate tells a conversation, which is no channel's whatever the keeper says.
func isPrivate(kind string) bool {
	return kind == "personal_chat" || kind == "bot_chat" || kind == "saved_messages" || kind == "private_group"
}

// exported is the channel that an export is of: its number, and its name where the
// keeper gives that, for the export does not.
type exported struct {
	number int64
	name   string
}

func named(c format.Context, number int64) exported {
	name := format.Handle(c.Platforms, c.Account)
	if !nameForm.MatchString(name) {
		name = ""
	}
	return exported{number, name}
}

func (e exported) document(id int64) store.DocumentID {
	if e.name != "" {
		return store.NewDocumentID(Platform, strings.ToLower(e.name)+"/"+strconv.FormatInt(id, 10))
	}
	return e.byNumber(id)
}

// byNumber is the post as members are shown it: https://t.me/c/CHANNEL/NUMBER.
func (e exported) byNumber(id int64) store.DocumentID {
	return store.NewDocumentID(Platform, "c/"+strconv.FormatInt(e.number, 10)+"/"+strconv.FormatInt(id, 10))
}

func (e exported) observation(id int64) store.Observation {
	o := store.Observation{Document: e.document(id), Kind: store.Post, URL: "https://t.me/" + e.document(id).Native()}
	if e.name != "" && e.number != 0 {
		o.Aliases = []store.DocumentID{e.byNumber(id)}
	}
	return o
}

// author is the channel, or in a group the member who wrote.
func (e exported) author(chat, from, fromID string, channel bool) store.Author {
	if !channel && strings.HasPrefix(fromID, "user") {
		return store.Author{ID: fromID, Name: from}
	}
	a := store.Author{Handle: e.name, Name: chat}
	if e.number != 0 {
		a.ID = "channel" + strconv.FormatInt(e.number, 10)
	}
	if e.name != "" {
		a.ID, a.URL = "", "https://t.me/"+e.name
	}
	return a
}

// words are the text, whose parts may be marked up, and a poll.
func (m exportedMessage) words() string {
	var b strings.Builder
	b.WriteString(marked(m.Text))
	if m.Poll != nil {
		b.WriteString("\n\n" + marked(m.Poll.Question) + "\n\n")
		for _, a := range m.Poll.Answers[:min(len(m.Poll.Answers), maxOptions)] {
			b.WriteString("○ " + marked(a.Text) + "\n")
		}
	}
	return plain.Valid(strings.TrimSpace(b.String()))
}

// marked is a text that is written as such, or as a list of its parts, or as an object with
// the text in it.
func marked(raw json.RawMessage) string {
	parts := []json.RawMessage{raw}
	if len(raw) > 0 && raw[0] == '[' {
		parts = nil
		_ = jsontext.Decode(raw, &parts) // none then
	}
	var b strings.Builder
	for _, p := range parts {
		var s string
		var o struct{ Text json.RawMessage }
		if json.Unmarshal(p, &s) != nil && jsontext.Decode(p, &o) == nil && len(o.Text) > 0 && o.Text[0] != '{' {
			s = marked(o.Text)
		}
		b.WriteString(s)
	}
	return b.String()
}

// media are what is attached; its files lie beside the export, at no address.
func (m exportedMessage) media() []store.Media {
	switch {
	case m.Photo != "":
		return []store.Media{{Type: "image"}}
	case m.File == "":
		return nil
	case m.MediaType == "sticker":
		return []store.Media{{Type: "image"}}
	}
	kind, _, _ := strings.Cut(m.Mime, "/")
	if kind != "image" && kind != "video" && kind != "audio" {
		kind = format.MediaType(m.File)
	}
	out := store.Media{Type: kind}
	if kind == "other" {
		out.Alt = plain.Valid(m.FileName)
	}
	return []store.Media{out}
}

// moment is the exact time where it is given; else the clock's time where the export was
// made, of which nobody knows the zone.
func (m exportedMessage) moment(c *store.Content, local, unix string) store.Moment {
	if n, err := strconv.ParseInt(unix, 10, 64); err == nil && n > 0 {
		return store.Moment{Time: time.Unix(n, 0).UTC(), Precision: store.PrecisionSecond}
	}
	at, flag := format.ParseTime(local)
	if flag != "" {
		c.Flags = jsontext.AddFlag(c.Flags, flag)
	}
	return at
}

package mastodon

import (
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// wireNote is a note of Misskey's own API. https://misskey-hub.net/docs/for-developers/api/
type wireNote struct {
	ID         Text   `json:"id"`
	CreatedAt  string `json:"createdAt"`
	UpdatedAt  string `json:"updatedAt"`
	Text       string `json:"text"`
	CW         string `json:"cw"`
	Visibility string `json:"visibility"`
	URI        string `json:"uri"`
	ReplyID    Text   `json:"replyId"`
	RenoteID   Text   `json:"renoteId"`
	User       struct {
		ID       Text   `json:"id"`
		Name     string `json:"name"`
		Username string `json:"username"`
		Host     string `json:"host"`
	} `json:"user"`
	Files []struct {
		ID      Text   `json:"id"`
		Type    string `json:"type"`
		URL     string `json:"url"`
		Comment string `json:"comment"`
	} `json:"files"`
	Poll *struct {
		Choices []struct {
			Text string `json:"text"`
		} `json:"choices"`
	} `json:"poll"`
	Renote *wireNote `json:"renote"`
}

// note reads a Misskey note.
func (w *answer) note(raw []byte) error {
	var n wireNote
	if err := jsontext.Decode(raw, &n); err != nil {
		return err
	}
	w.notes(&n, false, maxQuotes)
	return nil
}

func (w *answer) notes(n *wireNote, context bool, depth int) {
	if n == nil || depth < 0 || n.Visibility != "public" && n.Visibility != "home" {
		return
	}
	renote := func() {
		if n.Renote != nil {
			w.notes(n.Renote, context || n.Renote.User.ID != n.User.ID, depth-1)
		}
	}
	if n.Text == "" && none(string(n.RenoteID)) != "" {
		renote() // a repost
		return
	}
	if !anyID.MatchString(string(n.ID)) || w.host == "" {
		return
	}
	o := w.state(n)
	o.Context = context
	w.add(o)
	renote()
}

// far is what a note is called at its home, where that is another server; its document is ""
// for the server's own.
func (w *answer) far(n *wireNote) origin {
	if far := objectOf(n.URI); far.host != w.host {
		return far
	}
	return origin{}
}

func (w *answer) state(n *wireNote) store.Observation {
	home := origin{w.host, string(n.ID)}
	o := store.Observation{Document: home.document(), Kind: store.Post, URL: "https://" + w.host + "/notes/" + home.id}
	o.Content = store.Content{Title: plain.Valid(none(n.CW)), Flags: append([]string(nil), w.flags...)}
	if far := w.far(n); far.document() != "" {
		o.Aliases = []store.DocumentID{o.Document}
		o.Document, o.URL = far.document(), WebAddress(n.URI)
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, remoteCopy)
	}
	o.Author = w.noteAuthor(n)
	o.Content.Text = strings.TrimSpace(plain.Valid(n.Text))
	if n.Poll != nil {
		for i, c := range n.Poll.Choices {
			if i == 0 {
				o.Content.Text += "\n"
			}
			o.Content.Text += "\n○ " + plain.Valid(c.Text)
		}
	}
	for _, f := range n.Files {
		kind, _, _ := strings.Cut(f.Type, "/")
		m := store.Media{Type: mediaType(kind), URL: WebAddress(f.URL), Alt: plain.Valid(none(f.Comment))}
		if id := none(string(f.ID)); o.Document == home.document() && anyID.MatchString(id) { // a copy has numbers of its own
			m.ID = id
		}
		o.Content.Media = append(o.Content.Media, m)
	}
	relate := func(kind store.RelationKind, id string) {
		if id = none(id); anyID.MatchString(id) {
			o.Relations = append(o.Relations, store.Relation{Kind: kind, Document: origin{w.host, id}.document()})
		}
	}
	relate(store.RelationRepliesTo, string(n.ReplyID))
	if q := n.Renote; q != nil && w.far(q).document() != "" {
		o.Relations = append(o.Relations, store.Relation{Kind: store.RelationQuotes, Document: w.far(q).document()})
	} else {
		relate(store.RelationQuotes, string(n.RenoteID))
	}
	Stamp(&o, n.CreatedAt, none(n.UpdatedAt))
	return o
}

func (w *answer) noteAuthor(n *wireNote) store.Author {
	host := none(n.User.Host)
	a := store.Author{ID: w.host + "/" + plain.Valid(string(n.User.ID)), Name: plain.Valid(none(n.User.Name))}
	if host == "" {
		host = w.host
	}
	if user.MatchString(n.User.Username) && hostish.MatchString(strings.ToLower(host)) {
		a.Handle = n.User.Username + "@" + strings.ToLower(host)
		a.URL = "https://" + w.host + "/@" + n.User.Username
		if host != w.host {
			a.URL += "@" + host
		}
	}
	return a
}

// none turns into nothing the word that Python's programs write for it.
func none(s string) string {
	if s == "None" {
		return ""
	}
	return s
}

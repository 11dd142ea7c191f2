package telegram

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/htmltext"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// exportPage is what Telegram Desktop writes as HTML: messages.html, messages2.html…
// It names the channel by its title only.
func exportPage() format.Format {
	return format.Format{
		ID: "telegram-page", Name: "Telegram Desktop's export (messages.html)", Form: format.Pages,
		Claims: func(u *format.Unit) bool {
			return bytes.Contains(u.Raw, []byte(`class="page_header"`)) && bytes.Contains(u.Raw, []byte(`class="history"`)) || bytes.Contains(u.Raw, []byte(`id="go_to_message`)) ||
				bytes.Contains(u.Raw, []byte("<title>Exported Data</title>"))
		},
		Read: readExportedPage,
	}
}

func readExportedPage(c format.Context, u *format.Unit) ([]store.Observation, error) {
	root, err := htmltext.Document(string(u.Raw))
	if err != nil {
		return nil, err
	}
	doc := goquery.NewDocumentFromNode(root)
	at := named(c, 0)
	if at.name == "" {
		return nil, format.NeedsAccount{What: "the channel's public address (https://t.me/NAME)"}
	}
	chat := words(doc.Find(".page_header .text.bold").First())
	var out []store.Observation
	last := store.Author{}
	doc.Find(".history > .message").Each(func(_ int, s *goquery.Selection) {
		id, err := strconv.ParseInt(strings.TrimPrefix(s.AttrOr("id", ""), "message"), 10, 64)
		if err != nil || id <= 0 || s.HasClass("service") {
			return
		}
		o := at.observation(id)
		if from := s.Find(".body > .from_name").First(); from.Length() > 0 {
			last = store.Author{Name: words(from.Contents().Not("span.details"))}
		}
		if o.Author = last; last.Name == chat || last.Name == "" {
			o.Author = at.author(chat, "", "", true)
		}
		pageContent(s, &o, at)
		if o.Content.Text != "" || len(o.Content.Media) > 0 {
			out = append(out, o)
		}
	})
	if len(out) == 0 {
		return nil, format.Others
	}
	return format.Claimed(out), nil
}

// pageContent reads what a message says.
func pageContent(s *goquery.Selection, o *store.Observation, at exported) {
	body := s.Find(".body").First()
	if fwd := body.ChildrenFiltered(".forwarded"); fwd.Length() > 0 { // another's words
		o.Content.Flags = append(o.Content.Flags, "forwarded")
		o.Context = true
		defer func(own *goquery.Selection) {
			if o.Content.Text == "" {
				o.Content.Text = blockWords(own.Find(".text").First())
			}
		}(fwd)
	}
	stamp := body.ChildrenFiltered(".date").AttrOr("title", "")
	m, flag := format.ParseTime(stamp)
	o.Content.PublishedAt, o.VersionTime = m, m.Time
	if flag != "" {
		o.Content.Flags = jsontext.AddFlag(o.Content.Flags, flag)
	}
	o.Content.Text = blockWords(body.ChildrenFiltered(".text").First())
	o.Content.Byline = words(body.ChildrenFiltered(".signature").First())
	body.Find(".media_wrap a[href], .media_wrap .media").EachWithBreak(func(i int, a *goquery.Selection) bool {
		if kind := pageMedium(a); kind != "" {
			o.Content.Media = append(o.Content.Media, store.Media{Type: kind})
		}
		return i < maxMedia
	})
	if poll := body.Find(".media_poll").First(); poll.Length() > 0 {
		o.Content.Text = strings.TrimSpace(o.Content.Text+"\n\n"+words(poll.Find(".question").First())) + "\n"
		poll.Find(".answer").Each(func(_ int, a *goquery.Selection) {
			a.Find(".details").Remove() // how many chose it
			o.Content.Text += "\n" + store.OptionMark + strings.TrimSpace(strings.TrimPrefix(words(a), "-"))
		})
	}
	href := body.ChildrenFiltered(".reply_to").Find("a").AttrOr("href", "")
	if n, err := strconv.ParseInt(strings.TrimPrefix(href, "#go_to_message"), 10, 64); err == nil && n > 0 {
		o.Relations = []store.Relation{{Kind: store.RelationRepliesTo, Document: at.document(n)}}
	}
}

// pageMedium is what an element of a message's media shows.
func pageMedium(a *goquery.Selection) string {
	switch {
	case a.HasClass("photo_wrap"), a.HasClass("sticker_wrap"):
		return "image"
	case a.HasClass("video_file_wrap"), a.HasClass("animated_wrap"), a.HasClass("media_video"):
		return "video"
	case a.HasClass("media_voice_message"), a.HasClass("media_audio_file"):
		return "audio"
	case a.HasClass("media_file"):
		return "other"
	}
	return ""
}

// blockWords are the words of a message with its lines.
func blockWords(s *goquery.Selection) string {
	if s.Length() == 0 {
		return ""
	}
	return plain.Valid(strings.TrimSpace(htmltext.Words(s.Nodes[0], htmltext.Options{Anchor: anchor, Instead: picture})))
}

package youtube

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"onrecord/scraper"
	"onrecord/store"
)

// found is what matters in a page.
type found struct {
	// player is the text of the script that sets ytInitialPlayerResponse.
	player []byte
	// canonical, channel and title are of the page's head.
	canonical, channel, title string
	consent                   bool
}

// readPage reads a video's page, or that of a channel.
func (a *Adapter) readPage(p scraper.Page, body []byte) (scraper.Parsed, error) {
	f := look(body)
	if f.player != nil && p.Request.Endpoint != endpointChannel {
		object := object(f.player)
		if object == nil {
			return scraper.Parsed{}, errors.New("the page ends in the middle; try again later")
		}
		return readJSON(p, object)
	}
	id := locateString(f.canonical).channel
	if id == "" {
		id = channel(f.channel).channel
	}
	switch {
	case id != "" && p.Request.Document == "":
		return scraper.Parsed{Title: line(f.title), Next: []scraper.Request{a.feed(id)}}, nil
	case f.consent:
		return scraper.Parsed{Blocked: "YouTube shows a page that asks for consent to cookies", Cause: store.CauseLogin}, nil
	case p.Request.Endpoint == endpointChannel:
		return scraper.Parsed{}, errors.New("the page does not name its channel; give https://www.youtube.com/channel/UC…")
	}
	return scraper.Parsed{}, fmt.Errorf("the page holds no video; %w", errAddress)
}

// playerScript is how the script with the player's answer begins. What stands
// within a script, such as a description, cannot begin one.
var playerScript = regexp.MustCompile(`^\s*(?:var\s+ytInitialPlayerResponse|window\["ytInitialPlayerResponse"\]|ytInitialPlayerResponse)\s*=\s*`)

// look goes through a page's elements once, without building a tree of them.
func look(body []byte) found {
	var f found
	z := html.NewTokenizer(bytes.NewReader(body))
	z.SetMaxBuf(len(body) + 4096)
	script := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				return found{}
			}
			return f
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			script = t.DataAtom == atom.Script
			f.element(t)
		case html.TextToken:
			if raw := z.Raw(); script && f.player == nil {
				if at := playerScript.FindIndex(raw); at != nil {
					f.player = bytes.Clone(raw[at[1]:])
				}
			}
		case html.EndTagToken:
			script = false
		}
	}
}

// element notes what an element of the head says.
func (f *found) element(t html.Token) {
	attr := map[string]string{}
	for _, a := range t.Attr {
		attr[a.Key] = a.Val
	}
	first := func(s *string, v string) {
		if *s == "" {
			*s = v
		}
	}
	switch {
	case t.DataAtom == atom.Link && attr["rel"] == "canonical":
		first(&f.canonical, attr["href"])
	case t.DataAtom == atom.Meta && (attr["itemprop"] == "identifier" || attr["itemprop"] == "channelId"):
		if channelForm.MatchString(attr["content"]) {
			first(&f.channel, attr["content"])
		}
	case t.DataAtom == atom.Meta && attr["property"] == "og:title":
		first(&f.title, attr["content"])
	case t.DataAtom == atom.Form && consentForm.MatchString(attr["action"]):
		f.consent = true
	}
}

var consentForm = regexp.MustCompile(`^https://consent\.(?:youtube|google)\.com/`)

// object is the JSON object that a script begins with; nil where it does not end.
func object(s []byte) []byte {
	depth, inString, escaped := 0, false, false
	for i, c := range s {
		switch {
		case escaped:
			escaped = false
		case inString:
			escaped, inString = c == '\\', c != '"'
		case c == '"':
			inString = true
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return s[:i+1]
			}
		}
		if depth == 0 {
			return nil
		}
	}
	return nil
}

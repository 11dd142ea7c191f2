package youtube

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// readJSON reads the player's answer, or oEmbed's.
func readJSON(p scraper.Page, body []byte) (scraper.Parsed, error) {
	look, err := jsontext.Inspect(body)
	if err != nil {
		return scraper.Parsed{}, err
	}
	if len(look.Tops) == 0 {
		return scraper.Parsed{}, errors.New("it holds no JSON")
	}
	var w player
	if err := jsontext.Decode(look.Tops[0], &w); err != nil {
		return scraper.Parsed{}, err
	}
	switch {
	case w.Error != nil:
		return scraper.Parsed{}, fmt.Errorf("it says: %s", plain.Clip(w.Error.Message, 200))
	case w.PlayabilityStatus != nil || w.VideoDetails.VideoID != "":
		return w.parsed(p, look.Flags)
	case w.Type == "video" && w.Title != "":
		return w.oembed.parsed(p, look.Flags)
	}
	return scraper.Parsed{}, errors.New("it is no answer about a video")
}

// parsed states what the player is told: the video, a wall, or why it is gone.
func (w player) parsed(p scraper.Page, flags []string) (scraper.Parsed, error) {
	asked := p.Request.Document
	status, why := w.PlayabilityStatus.say()
	switch {
	case robots.MatchString(why):
		return scraper.Parsed{Blocked: "YouTube does not answer a program here: " + plain.Clip(why, 200), Cause: store.CauseChallenge}, nil
	case status != "ERROR" && w.VideoDetails.Title != "" && videoForm.MatchString(w.VideoDetails.VideoID):
		return w.video(asked, flags)
	case status == "LOGIN_REQUIRED" && !strings.Contains(strings.ToLower(why), "private"):
		return scraper.Parsed{Blocked: "YouTube asks for a login: " + plain.Clip(why, 200), Cause: store.CauseLogin}, nil
	case asked.Platform() == Platform && (status == "ERROR" || status == "UNPLAYABLE" || status == "LOGIN_REQUIRED"):
		return gone(asked, goneHow(why), why), nil
	}
	return scraper.Parsed{}, fmt.Errorf("it shows no video (%s)", plain.Clip(status+" "+why, 200))
}

// video is the video itself. Old or foreign programs are answered with another
// video that asks to update them: it is not what was asked for.
func (w player) video(asked store.DocumentID, flags []string) (scraper.Parsed, error) {
	d, m := w.VideoDetails, w.Microformat.Renderer
	if asked.Platform() == Platform && asked.Native() != d.VideoID {
		return scraper.Parsed{}, fmt.Errorf("it is about another video, %s", d.VideoID)
	}
	at := m.PublishDate
	if at == "" {
		at = m.UploadDate
	}
	c := store.Content{Title: d.Title, Text: d.ShortDescription, PublishedAt: moment(at), Flags: flags}
	o := observation(d.VideoID, store.Author{ID: d.ChannelID, Name: d.Author}, c)
	return scraper.Parsed{Observations: []store.Observation{o}}, nil
}

// say gives the status and YouTube's words for it.
func (s *playability) say() (status, why string) {
	if s == nil {
		return "", ""
	}
	why = strings.TrimSpace(s.Reason)
	if more := strings.TrimSpace(s.ErrorScreen.Message.Subreason.String()); more != "" && more != why {
		why = strings.TrimSpace(strings.TrimSuffix(why, ".") + ". " + more)
	}
	return s.Status, plain.Valid(strings.TrimPrefix(why, ". "))
}

// robots are YouTube's words to a program that it does not like, or to an address
// from which it is asked too much; the video may well be there.
var robots = regexp.MustCompile(`(?i)not a (bot|robot)|rate.limited|try again later|unusual traffic|on this app|needs to be reloaded`)

// goneHow reads in which way a video is gone from YouTube's own notice.
func goneHow(why string) store.GoneHow {
	has := func(words string) bool { return strings.Contains(strings.ToLower(why), words) }
	switch {
	case has("private") || has("members") || has("join this channel"):
		return store.Protected
	case has("removed by the uploader") || has("deleted by the uploader"):
		return store.Deleted
	case has("terminated"):
		return store.Suspended
	case has("country") || has("copyright") || has("legal") || has("court") || has("government"):
		return store.Withheld
	}
	return store.Unavailable
}

// parsed states what oEmbed gives.
func (w oembed) parsed(p scraper.Page, flags []string) (scraper.Parsed, error) {
	id := p.Request.Document.Native()
	if p.Request.Document.Platform() != Platform || !videoForm.MatchString(id) {
		if id = embedded(w.HTML); id == "" {
			return scraper.Parsed{}, errors.New("it does not name its video")
		}
	}
	author := store.Author{Name: w.AuthorName}
	switch l := locateString(w.AuthorURL); {
	case l.channel != "":
		author.ID = l.channel
	case l.name != "":
		author.URL = "https://www.youtube.com/" + l.name
	}
	c := store.Content{Title: w.Title, Cut: true, CutWhy: "oEmbed gives the title only", Flags: flags}
	return scraper.Parsed{Observations: []store.Observation{observation(id, author, c)}}, nil
}

var embedForm = regexp.MustCompile(`src="https://www\.youtube\.com/embed/([A-Za-z0-9_-]{11})[?"]`)

// embedded is the video in oEmbed's HTML.
func embedded(html string) string {
	if m := embedForm.FindStringSubmatch(html); m != nil {
		return m[1]
	}
	return ""
}

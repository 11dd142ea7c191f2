package youtube

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"onrecord/scraper"
	"onrecord/scraper/platform/feed"
	"onrecord/store"
)

// readFeed observes a feed's videos. Its "updated" moves with more than the
// words (views, ratings), so it makes no version.
func readFeed(body []byte) (scraper.Parsed, error) {
	f, err := feed.Parse(body)
	if err != nil {
		return scraper.Parsed{}, fmt.Errorf("the feed cannot be read: %w", err)
	}
	out := scraper.Parsed{Title: line(f.Title), Window: true}
	seen := map[store.DocumentID]bool{}
	for _, item := range f.Items {
		if item == nil || len(out.Observations) == maxVideos {
			break
		}
		o, ok := entry(item)
		if !ok || seen[o.Document] {
			continue
		}
		if !utf8.Valid(body) {
			o.Content.Flags = append(o.Content.Flags, "invalid-utf8")
		}
		seen[o.Document] = true
		out.Observations = append(out.Observations, o)
	}
	return out, nil
}

// entry is one video of a feed.
func entry(item *gofeed.Item) (store.Observation, bool) {
	id := value(item.Extensions["yt"], "videoId")
	if id == "" {
		id = strings.TrimPrefix(item.GUID, "yt:video:")
	}
	if !videoForm.MatchString(id) {
		return store.Observation{}, false
	}
	author := store.Author{ID: value(item.Extensions["yt"], "channelId")}
	if len(item.Authors) > 0 && item.Authors[0] != nil {
		author.Name = item.Authors[0].Name
	}
	c := store.Content{Title: item.Title, PublishedAt: moment(item.Published), ModifiedAt: moment(item.Updated)}
	if group := item.Extensions["media"]["group"]; len(group) > 0 {
		c.Text = value(group[0].Children, "description")
	}
	return observation(id, author, c), true
}

// value is an extension's text, "" where it is not there.
func value(e map[string][]ext.Extension, name string) string {
	if len(e[name]) == 0 {
		return ""
	}
	return strings.TrimSpace(e[name][0].Value)
}

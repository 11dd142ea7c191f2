package mastodon

import (
	"regexp"
	"strings"
	"time"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// The ways in which the sources write times; the last is a mirror's.
var layouts = []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02T15:04:05"}

// ParseTime reads a claimed time; zero where it cannot, or where it lies outside
// the years 1 to 9999.
func ParseTime(s string) time.Time {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil && t.UTC().Year() >= 1 && t.UTC().Year() <= 9999 {
			return t.UTC()
		}
	}
	return time.Time{}
}

// Stamp puts the claimed times into an observation: when the post was published
// and, where it was edited, when. It flags what cannot be read or believed.
func Stamp(o *store.Observation, created, edited string) {
	c := &o.Content
	c.PublishedAt = moment(c, created)
	c.ModifiedAt = moment(c, edited)
	o.VersionTime = c.PublishedAt.Time
	if !c.ModifiedAt.IsZero() {
		o.VersionTime = c.ModifiedAt.Time
	}
	if c.PublishedAt.Disagrees(o.IDTime) {
		c.Flags = jsontext.AddFlag(c.Flags, "id-time-disagrees")
	}
}

func moment(c *store.Content, claim string) store.Moment {
	if claim == "" {
		return store.Moment{}
	}
	if t := ParseTime(claim); !t.IsZero() {
		return store.Moment{Time: t, Precision: store.PrecisionSecond}
	}
	c.Flags = jsontext.AddFlag(c.Flags, "unreadable-time")
	return store.Moment{Raw: plain.Clip(claim, 100)}
}

var langSyntax = regexp.MustCompile(`^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$`)

// language is a language tag in lower case, "" for what is none.
func language(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "_", "-")
	if s == "und" || !langSyntax.MatchString(s) {
		return ""
	}
	return s
}

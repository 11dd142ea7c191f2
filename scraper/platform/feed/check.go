package feed

import (
	"bytes"
	"errors"

	"github.com/mmcdole/gofeed"
)

// Check refuses a feed, XML or JSON, before anything is built of it: one that is
// empty, that defines XML entities of its own, or that nests deeper than any
// feed. nil says that it may be parsed, not that it is a feed.
func Check(body []byte) error {
	body = bytes.TrimLeft(body, "\ufeff \t\r\n")
	if len(body) == 0 {
		return errors.New("the feed is empty")
	}
	if body[0] == '<' {
		return checkXML(body)
	}
	return checkJSON(body)
}

// Parse checks a feed and reads it. A panic of the library is an error.
func Parse(body []byte) (*gofeed.Feed, error) {
	if err := Check(body); err != nil {
		return nil, err
	}
	return parse(bytes.TrimLeft(body, "\ufeff \t\r\n"))
}

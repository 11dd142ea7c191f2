package record

import (
	"net/http"
	"slices"

	"onrecord/store"
)

// CleanCapture makes a capture's strings valid UTF-8, as JSON has them: else its row and
// its leaf would differ in how they write what is not.
func CleanCapture(c store.Capture) store.Capture {
	var k cleaner
	for _, s := range []*string{&c.Endpoint, &c.Relay, &c.Method, &c.URL, &c.FinalURL, &c.Truncated, &c.RemoteAddr, &c.Robots, &c.Error} {
		*s = k.text(*s)
	}
	c.Document = store.DocumentID(k.text(string(c.Document)))
	c.RequestHeader, c.Header = k.header(c.RequestHeader), k.header(c.Header)
	c.Hops = slices.Clone(c.Hops)
	for i, h := range c.Hops {
		h.URL, h.Location, h.Header = k.text(h.URL), k.text(h.Location), k.header(h.Header)
		c.Hops[i] = h
	}
	return c
}

func (c *cleaner) header(h http.Header) http.Header {
	if h == nil {
		return nil
	}
	out := make(http.Header, len(h))
	for name, values := range h {
		values = slices.Clone(values)
		for i, v := range values {
			values[i] = c.text(v)
		}
		out[c.text(name)] = values
	}
	return out
}

package warc

import (
	"crypto/sha256"
	"net/http"
	"strings"
	"time"

	"onrecord/store"
)

// leastRevisit is from how many bytes on a payload that was written before is only
// referred to: a reference costs as much as a short one.
const leastRevisit = 256

// exchange writes the requests and responses of one capture.
type exchange struct {
	w *Writer
	c store.Capture
	// id is the last response's, sum that of its payload.
	id, sum string
}

// hop writes a redirect on the way. Its body was not kept, nor were the fields of its
// request other than those that onrecord always sends.
func (x exchange) hop(i int, h store.Hop) error {
	sent := http.Header{}
	for _, name := range []string{"User-Agent", "Accept", "Accept-Encoding"} {
		if v := x.c.RequestHeader.Values(name); len(v) > 0 {
			sent[name] = v
		}
	}
	id := x.w.id(x.c, "response", i+1)
	header := h.Header
	if header.Get("Location") == "" && h.Location != "" {
		header = header.Clone()
		if header == nil {
			header = http.Header{}
		}
		header.Set("Location", h.Location)
	}
	why := "unspecified"
	if header.Get("Content-Length") == "0" {
		why = ""
	}
	f := x.w.fields(TypeResponse, id, x.c.StartedAt, uri(h.URL))
	f.add("WARC-Truncated", why)
	if err := x.response(f, h.URL, h.Status, header, nil, ""); err != nil {
		return err
	}
	return x.request(i+1, id, h.URL, sent)
}

// answer writes the last response and its request, or only the request where nobody
// answered.
func (x exchange) answer(hops int) error {
	c := x.c
	switch {
	case c.Status == 0 && len(c.RequestHeader) == 0:
		return nil // nothing was asked: robots.txt, a host left alone
	case c.Status == 0:
		address := c.URL
		if hops > 0 {
			address = c.Hops[hops-1].Location
		}
		if !isWeb(address) {
			return nil
		}
		return x.request(0, "", address, c.RequestHeader)
	}
	body, header := payload(c)
	x.sum = digest(sha256.Sum256(body))
	f, referred, err := x.revisit(body)
	if err != nil {
		return err
	}
	if referred {
		err = x.response(f, c.FinalURL, c.Status, header, nil, f.Get("WARC-Payload-Digest"))
	} else {
		f = x.w.fields(TypeResponse, x.id, c.StartedAt, uri(c.FinalURL))
		f.add("WARC-Truncated", truncation(c))
		x.wire(&f)
		f.add("WARC-Payload-Digest", x.sum)
		err = x.response(f, c.FinalURL, c.Status, header, body, x.sum)
		x.remember(body)
	}
	if err != nil {
		return err
	}
	return x.request(0, x.id, c.FinalURL, c.RequestHeader)
}

// wire adds what the connection was.
func (x exchange) wire(f *Fields) {
	f.add("WARC-IP-Address", ip(x.c))
	f.add("WARC-Protocol", protocol(x.c))
}

// remember notes a capture whose payload is in the file.
func (x exchange) remember(body []byte) {
	if len(body) == 0 || x.c.Status == http.StatusNotModified {
		return
	}
	x.w.whole[key("url", x.c.FinalURL)] = x.c.ID
	if k := key("payload", x.sum); len(body) >= leastRevisit && x.w.whole[k] == 0 {
		x.w.whole[k] = x.c.ID
	}
}

// revisit begins a record that refers to an earlier one, where there is one.
func (x exchange) revisit(body []byte) (Fields, bool, error) {
	profile, k := "", [16]byte{}
	switch {
	case x.c.Status == http.StatusNotModified:
		profile, k = profileNotModified, key("url", x.c.FinalURL)
	case len(body) >= leastRevisit && truncation(x.c) == "":
		profile, k = profileIdentical, key("payload", x.sum)
	}
	first := x.w.whole[k]
	if profile == "" || first == 0 && profile == profileIdentical {
		return nil, false, nil
	}
	f := x.w.fields(TypeRevisit, x.id, x.c.StartedAt, uri(x.c.FinalURL))
	f.add("WARC-Profile", profile)
	x.w.written.Revisits++
	x.wire(&f)
	if first == 0 { // a 304 to what is not in this file
		return f, true, nil
	}
	earlier, err := x.w.opts.Earlier(first)
	if err != nil {
		return nil, false, err
	}
	of, _ := payload(earlier)
	f.add("WARC-Refers-To", x.w.id(earlier, "response", 0))
	f.add("WARC-Refers-To-Target-URI", uri(earlier.FinalURL))
	f.add("WARC-Refers-To-Date", date(earlier.StartedAt))
	f.add("WARC-Payload-Digest", digest(sha256.Sum256(of)))
	return f, true, nil
}

// response writes a response or revisit record and has it indexed. sum is the
// payload's where the block does not hold it.
func (x exchange) response(f Fields, address string, status int, h http.Header, body []byte, sum string) error {
	if sum == "" && f.Get("WARC-Type") == TypeResponse {
		sum = digest(sha256.Sum256(body))
		f.add("WARC-Payload-Digest", sum)
	}
	f.add("Content-Type", "application/http; msgtype=response")
	p, err := x.w.put(f, responseHead(status, h), body)
	if err != nil || x.w.opts.Indexed == nil {
		return err
	}
	mime := mediaType(h)
	if f.Get("WARC-Type") == TypeRevisit {
		mime = "warc/revisit"
	}
	at, err := time.Parse(time.RFC3339, f.Get("WARC-Date"))
	if err != nil {
		return err
	}
	return x.w.opts.Indexed(Line{
		URL: uri(address), Time: at, MIME: mime, Status: status, Digest: sum,
		Offset: p.at, Length: p.length, RecordDigest: digest(p.sum),
	})
}

func mediaType(h http.Header) string {
	m, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(oneLine(m)))
}

// request writes what was asked.
func (x exchange) request(i int, response, address string, h http.Header) error {
	f := x.w.fields(TypeRequest, x.w.id(x.c, "request", i), x.c.StartedAt, uri(address))
	f.add("WARC-Concurrent-To", response)
	f.add("Content-Type", "application/http; msgtype=request")
	_, err := x.w.put(f, requestHead(x.c.Method, address, h))
	return err
}

// past writes what a relayed capture shows, at the time when the site itself gave it:
// a revisit of the response of the archive that relayed it.
func (x exchange) past() error {
	if x.w.opts.Memento == nil || x.c.Status == 0 {
		return nil
	}
	p, ok := x.w.opts.Memento(x.c)
	if !ok {
		return nil
	}
	body, _ := payload(x.c)
	header := p.Header.Clone()
	if enc := x.c.Header.Get("Content-Encoding"); enc != "" && len(x.c.Raw) > 0 {
		header.Set("Content-Encoding", enc) // that of the bytes referred to
	}
	sum := digest(sha256.Sum256(body))
	f := x.w.fields(TypeRevisit, x.w.id(x.c, "past", 0), p.At, uri(p.URL))
	f.add("WARC-Profile", profileIdentical)
	f.add("WARC-Refers-To", x.id)
	f.add("WARC-Refers-To-Target-URI", uri(x.c.FinalURL))
	f.add("WARC-Refers-To-Date", date(x.c.StartedAt))
	f.add("WARC-Payload-Digest", sum)
	x.w.written.Revisits++
	return x.response(f, p.URL, p.Status, header, nil, sum)
}

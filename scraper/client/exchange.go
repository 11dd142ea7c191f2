package client

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptrace"
	"net/url"
	"slices"
	"sync"
	"time"

	"golang.org/x/net/publicsuffix"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// exchange is the transport of one fetch: it writes down what really goes over
// the wire, and hands colly a body that was read already.
type exchange struct {
	fetcher *Client
	// api leaves robots.txt unasked.
	api      bool
	capture  store.Capture
	response *http.Response
	// left is what remains of the request's time.
	left time.Duration
	// look is the context of all that the look may take, without the request's own time.
	look context.Context //nolint:containedctx // of the one fetch that it is made for
	// jar keeps the cookies that a redirect sets, for its own hops only: many sites
	// answer with the page only to who brings them back.
	jar *cookiejar.Jar
}

// remember keeps a redirect's cookies until the fetch ends.
func (st *exchange) remember(u *url.URL, res *http.Response) {
	cookies := res.Cookies()
	if len(cookies) == 0 {
		return
	}
	if st.jar == nil {
		st.jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // no error is possible
	}
	st.jar.SetCookies(u, cookies[:min(len(cookies), 20)])
}

// byExchange leads a request of the shared collector to its own exchange, which its
// context carries.
type byExchange struct{}

type exchangeKey struct{}

func exchangeOf(req *http.Request) *exchange {
	st, _ := req.Context().Value(exchangeKey{}).(*exchange) // put there by visit
	return st
}

// RoundTrip makes one hop.
func (byExchange) RoundTrip(req *http.Request) (*http.Response, error) {
	return exchangeOf(req).RoundTrip(req)
}

// fail writes down how the fetch failed, and why in plain words; the cause is err's.
func (st *exchange) fail(o store.Outcome, err error, why string) {
	st.capture.Outcome, st.capture.Cause, st.capture.Error = o, scraper.CauseOf(err), why
}

// timed bounds what is done by what remains of the request's time; done counts how long it took.
func (st *exchange) timed(ctx context.Context) (_ context.Context, done func()) {
	begun := time.Now()
	ctx, cancel := context.WithTimeout(ctx, st.left)
	return ctx, func() {
		cancel()
		st.left -= time.Since(begun)
	}
}

// RoundTrip makes one hop. That it waits for others, of other hosts, takes none of its time.
func (st *exchange) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, done := st.timed(req.Context())
	release, err := st.fetcher.limit.wait(ctx, req.URL.Host)
	done()
	if err != nil {
		return nil, err
	}
	defer release()
	free, err := st.fetcher.slots.take(req.Context())
	if err != nil {
		return nil, err
	}
	ctx, done = st.timed(req.Context())
	defer done()
	req = req.WithContext(ctx)
	if st.jar != nil {
		req = req.Clone(req.Context())
		for _, c := range st.jar.Cookies(req.URL) {
			req.AddCookie(c)
		}
	}
	trace := &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) { st.capture.RemoteAddr = i.Conn.RemoteAddr().String() }}
	req = req.WithContext(httptrace.WithClientTrace(req.Context(), trace))
	res, err := st.fetcher.transport.RoundTrip(req)
	free()
	if err != nil {
		if !errors.Is(err, context.Canceled) && refusal(err) == nil {
			st.fetcher.limit.failed(req.URL.Host, scraper.CauseOf(err), explainError(err, st.fetcher.opts.Timeout))
		}
		return nil, err
	}
	st.capture.RequestHeader = redact(req.Header)
	if loc := res.Header.Get("Location"); loc != "" && res.StatusCode >= 300 && res.StatusCode < 400 {
		st.remember(req.URL, res)
		st.capture.Hops = append(st.capture.Hops, store.Hop{URL: req.URL.String(), Status: res.StatusCode, Location: loc, Header: res.Header.Clone()})
	}
	err = st.read(req.Context(), res)
	st.counts(req.URL.Host, res, err)
	if err != nil {
		return nil, err
	}
	st.describe(req.URL, res)
	return res, nil
}

// counts tells the limiter how a host answered. An answer whose body does not come to
// an end in time is none, whatever its head says.
func (st *exchange) counts(host string, res *http.Response, read error) {
	switch {
	case errors.Is(read, context.Canceled), errors.Is(read, errNoMemory):
	case read != nil && res.StatusCode < 400:
		st.fetcher.limit.failed(host, scraper.CauseOf(read), explainError(read, st.fetcher.opts.Timeout))
	default:
		st.fetcher.limit.heed(host, res)
	}
}

// describe writes the answer's own words down.
func (st *exchange) describe(u *url.URL, res *http.Response) {
	c := &st.capture
	c.FinalURL, c.Status, c.Header = u.String(), res.StatusCode, res.Header
	if t, err := http.ParseTime(res.Header.Get("Date")); err == nil {
		c.ServerDate = t.UTC()
	}
	c.TLS = nil
	if res.TLS != nil {
		c.TLS = &store.TLS{Version: tls.VersionName(res.TLS.Version)}
		for _, cert := range res.TLS.PeerCertificates {
			sum := sha256.Sum256(cert.Raw)
			c.TLS.Chain = append(c.TLS.Chain, hex.EncodeToString(sum[:]))
			c.TLS.Certificates = append(c.TLS.Certificates, cert.Raw)
		}
	}
	if res.StatusCode == http.StatusNotModified {
		c.Outcome = store.OutcomeNotModified
	}
	if c.Truncated != "" && c.Outcome == store.OutcomeOK {
		c.Outcome, c.Cause, c.Error = store.OutcomePartial, store.CauseCut, c.Truncated
	}
	st.response = res
	// colly must not undo the encoding or the charset again: of the headers it needs
	// but where a redirect leads.
	res.Header = http.Header{}
	if loc := c.Header.Get("Location"); loc != "" {
		res.Header.Set("Location", site.Mended(loc))
	}
	res.Uncompressed = true
	res.Body = http.NoBody
}

// read takes the body: hashed as it is received, then decoded, both bounded.
func (st *exchange) read(ctx context.Context, res *http.Response) error {
	defer res.Body.Close()
	c, limit := &st.capture, st.fetcher.opts.MaxBody
	memory := &bodyMemory{memoryLimits: st.fetcher.memoryLimits}
	defer memory.leave(ctx)
	raw, err := memory.receive(ctx, st.look, io.LimitReader(res.Body, limit+1), min(res.ContentLength, limit))
	c.Truncated = ""
	switch {
	case errors.Is(err, errNoMemory):
		return err
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case err != nil && len(raw) == 0:
		return fmt.Errorf("read the answer: %w", err)
	case err != nil:
		c.Truncated = "the connection closed early"
	case int64(len(raw)) > limit:
		c.Truncated = over(limit)
		raw = raw[:limit]
	}
	c.RawSHA256, c.RawLength = sumOf(raw), int64(len(raw))
	body, why, err := st.decoded(&raw, res.Header.Values("Content-Encoding"), memory)
	if err != nil {
		return err
	}
	if why != "" && c.Truncated == "" {
		c.Truncated = why
	}
	c.Body, c.Raw = body, nil
	c.BodySHA256, c.BodyLength = c.RawSHA256, int64(len(body))
	if !bytes.Equal(body, raw) {
		c.Raw, c.BodySHA256 = raw, sumOf(body)
	}
	return nil
}

// decoded undoes the encodings of a body, few at a time. One that turns out to be large
// waits for the memory that it takes then, and is decoded anew: who waits holds nothing up.
// raw is given back, from where it waited.
func (st *exchange) decoded(raw *[]byte, encodings []string, memory *bodyMemory) ([]byte, string, error) {
	limit := st.fetcher.opts.MaxBody
	for _, most := range []int64{min(middleBody, limit), limit} {
		if most > middleBody {
			if err := memory.unpack(st.look, raw); err != nil {
				return nil, "", err
			}
		}
		select {
		case st.fetcher.decoders <- struct{}{}:
		case <-st.look.Done():
			return nil, "", st.look.Err()
		}
		body, why := decode(*raw, encodings, most)
		<-st.fetcher.decoders
		if why != over(most) || most == limit {
			return body, why, nil
		}
	}
	panic("unreachable") // the last of the bounds is the limit
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// buffers hold bodies while they arrive, most of which are short.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

const keptBuffer = 1 << 20

// readAll is io.ReadAll with no more memory kept than the body has. expect is its
// length, below 1 where nobody says; what is said is believed up to a bound only.
func readAll(r io.Reader, expect int64) ([]byte, error) {
	if expect > 0 && expect <= keptBuffer {
		buf := bytes.NewBuffer(make([]byte, 0, expect+bytes.MinRead))
		_, err := buf.ReadFrom(r)
		return buf.Bytes(), err
	}
	buf, _ := buffers.Get().(*bytes.Buffer)
	buf.Reset()
	_, err := buf.ReadFrom(io.LimitReader(r, keptBuffer-bytes.MinRead))
	out := bytes.Clone(buf.Bytes())
	if buf.Cap() <= keptBuffer {
		buffers.Put(buf)
	}
	if err != nil || int64(len(out)) < keptBuffer-bytes.MinRead {
		return out, err
	}
	if expect > int64(len(out)) { // it is a long one: what is said of its length is believed now
		long := bytes.NewBuffer(make([]byte, 0, expect+bytes.MinRead))
		_, _ = long.Write(out) // a buffer takes all
		_, err = long.ReadFrom(r)
		return long.Bytes(), err
	}
	return inParts(out, r)
}

// inParts reads what follows the beginning of a long body, whose length nobody knows: a
// buffer that grows takes three times as much for a moment, and leaves as much to be
// collected.
func inParts(begin []byte, r io.Reader) ([]byte, error) {
	parts, last, size := [][]byte{begin}, []byte(nil), int64(len(begin))
	var err error
	for err == nil {
		if len(last) == cap(last) {
			last = make([]byte, 0, keptBuffer)
			parts = append(parts, nil)
		}
		var n int
		n, err = r.Read(last[len(last):cap(last)])
		last, size = last[:len(last)+n], size+int64(n)
		parts[len(parts)-1] = last
	}
	if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	out := make([]byte, 0, size)
	for i, p := range parts {
		out, parts[i] = append(out, p...), nil
	}
	return out, err
}

// redirect checks each hop before it is taken.
func (st *exchange) redirect(req *http.Request, via []*http.Request) error {
	if len(via) >= maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	if _, err := scraper.ParseURL(req.URL.String()); err != nil {
		return fmt.Errorf("redirected to an address that is not allowed: %w", err)
	}
	if req.URL.Host != via[0].URL.Host || req.URL.Scheme != via[0].URL.Scheme {
		for _, secret := range []string{"Authorization", "Cookie"} {
			req.Header.Del(secret)
		}
	}
	if !st.api {
		ctx, done := st.timed(req.Context())
		defer done()
		if _, err := st.fetcher.robots.decide(ctx, req.URL); err != nil {
			return fmt.Errorf("redirected to %s: %w", scraper.Clip(req.URL.String()), err)
		}
	}
	return nil
}

// secrets are the request's headers that are not kept.
var secrets = []string{"Authorization", "Cookie", "Proxy-Authorization"}

// redact gives the request's headers as they are kept, without the secrets. They are
// copied only where there is one: nobody changes the headers of a hop that is done.
func redact(h http.Header) http.Header {
	if !slices.ContainsFunc(secrets, func(k string) bool { return len(h[k]) > 0 }) {
		return h
	}
	out := h.Clone()
	for _, k := range secrets {
		if len(out[k]) > 0 {
			out.Set(k, "[redacted]")
		}
	}
	return out
}

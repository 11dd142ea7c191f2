package client

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/gocolly/colly/v2"

	"onrecord/scraper"
	"onrecord/store"
)

// Options say how to fetch. The zero value of each means its default.
type Options struct {
	// UserAgent names the program and whom to write to.
	UserAgent string
	// Delay is the pause between two requests to one host.
	Delay time.Duration
	// Timeout bounds a whole request with its redirects and body, 60 s.
	Timeout time.Duration
	// MaxBody bounds the decoded body in bytes, 32 MiB; more is cut and marked.
	MaxBody int64
	// AllowPrivate lets requests reach private addresses and any port.
	AllowPrivate bool
	// Hosts is what is remembered of hosts from before, and Remember is told of
	// each change, from any goroutine; it may be nil.
	Hosts    []store.Host
	Remember func(store.Host)
	// AllowPorts are ports allowed beside 80, 443, 8080 and 8443.
	AllowPorts []int
	// PerHost is how many requests go to one host at a time, 1 when 0.
	PerHost int
	// Parallel is how many requests are made at once, 8 when 0; those that take long do
	// not count.
	Parallel int
	// Pace is a longer pause for the hosts that ask for one.
	Pace map[string]time.Duration
	// Turns is whose turn it is to ask a host, where several processes ask; nil where
	// this one is alone. PerHost is 1 then.
	Turns Turns
	// Now is the clock of captures, time.Now when nil.
	Now func() time.Time

	// Transport, where it is set, stands in the network's place: the web of a test
	// or of the demo.
	Transport http.RoundTripper

	// The tests' own: what counts as public, and who resolves names.
	public   []netip.Prefix
	resolver *net.Resolver
}

// maxRedirects is how many redirects are followed.
const maxRedirects = 10

// Client fetches one address at a time through colly, politely and safely. It
// is safe for use by many goroutines.
type Client struct {
	opts         Options
	transport    http.RoundTripper
	limit        *limiter
	slots        slots
	memoryLimits memoryLimits
	// decoders bounds the bodies that are decoded at a time.
	decoders chan struct{}
	robots   *robots
	// collectors are colly's, each in one fetch at a time: the context of a request
	// is a field of its collector.
	collectors sync.Pool
}

// New makes a Client.
func New(o Options) (*Client, error) {
	if o.Timeout <= 0 {
		o.Timeout = time.Minute
	}
	if o.MaxBody <= 0 {
		o.MaxBody = 32 << 20
	}
	if o.UserAgent == "" {
		o.UserAgent = "onrecord (archives public posts and articles)"
	}
	if strings.ContainsAny(o.UserAgent, "\r\n") {
		return nil, errors.New("the User-Agent must be one line; check --contact")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.PerHost = max(o.PerHost, 1)
	if o.Parallel <= 0 {
		o.Parallel = 8
	}
	f := &Client{opts: o, slots: make(slots, o.Parallel), memoryLimits: newMemoryLimits(), decoders: make(chan struct{}, 2), transport: o.Transport, limit: newLimiter(o.Delay)}
	if f.transport == nil {
		f.transport = newTransport(o)
	}
	shared := newColly(o.UserAgent)
	f.collectors.New = func() any { return shared.Clone() }
	f.limit.perHost, f.limit.pace = o.PerHost, o.Pace
	f.limit.recall(o.Hosts)
	f.limit.remember, f.limit.turns = o.Remember, o.Turns
	f.robots = newRobots(f)
	return f, nil
}

func (f *Client) now() time.Time { return f.opts.Now().UTC() }

// Fetch makes one request and gives the capture and, where there was an answer,
// the page. What went wrong is in the capture: Outcome and Error.
func (f *Client) Fetch(ctx context.Context, r scraper.Request) (store.Capture, *scraper.Page) {
	st := &exchange{fetcher: f, look: ctx, api: r.API, left: f.opts.Timeout, capture: store.Capture{
		Method: http.MethodGet, URL: r.URL, Document: r.Document, Endpoint: r.Endpoint, Relay: r.Relay,
		StartedAt: f.now(), Robots: "none", Outcome: store.OutcomeOK,
	}}
	defer func() { st.capture.FinishedAt = f.now() }()
	if err := f.allowed(ctx, st, r); err != nil {
		return st.capture, nil
	}
	if err := f.visit(ctx, st, r); err != nil && (st.response == nil || len(st.capture.Hops) > 0 && st.response.StatusCode/100 == 3) {
		if left := (*leftAloneError)(nil); errors.As(err, &left) {
			st.fail(store.OutcomeBlocked, left, left.Error())
			return st.capture, nil
		}
		st.fail(store.OutcomeFailed, err, explainError(err, f.opts.Timeout))
		return st.capture, nil
	}
	st.capture.FinishedAt = f.now()
	return st.capture, st.page(r)
}

// allowed asks robots.txt and the host's own wish to be left alone.
func (f *Client) allowed(ctx context.Context, st *exchange, r scraper.Request) error {
	u, err := scraper.ParseURL(r.URL)
	if err != nil {
		st.fail(store.OutcomeFailed, err, err.Error())
		return err
	}
	if err := f.leftAlone(u); err != nil {
		st.fail(store.OutcomeBlocked, err, err.Error())
		return err
	}
	if r.API {
		return nil
	}
	if st.capture.Robots, err = f.robots.decide(ctx, u); err == nil {
		err = f.leftAlone(u) // asking for robots.txt may have told so
	}
	switch {
	case refusal(err) != nil:
		st.fail(store.OutcomeFailed, err, err.Error())
	case err != nil:
		st.fail(store.OutcomeBlocked, err, err.Error())
	}
	return err
}

// leftAlone says until when a host is left alone; nil where it may be asked.
func (f *Client) leftAlone(u *url.URL) error {
	left := f.limit.leftAlone(u.Host)
	if left == nil {
		return nil
	}
	left.host = u.Hostname()
	return left
}

// newColly makes the collector that all fetches share. colly's own defaults work
// against an archive: revisits are refused, errors are no responses, bodies are cut
// in silence and their charset is changed; so each is turned off, and the bytes are
// taken where they arrive.
func newColly(userAgent string) *colly.Collector {
	c := colly.NewCollector(colly.UserAgent(userAgent), colly.AllowURLRevisit(), colly.ParseHTTPErrorResponse(), colly.MaxBodySize(0))
	c.IgnoreRobotsTxt = true // asked in allowed, and the decision recorded
	c.DisableCookies()
	c.SetRequestTimeout(0) // the context's deadline counts; colly's own is 10 s
	c.WithTransport(byExchange{})
	c.SetRedirectHandler(func(req *http.Request, via []*http.Request) error { return exchangeOf(req).redirect(req, via) })
	return c
}

// visit has colly make the request.
func (f *Client) visit(ctx context.Context, st *exchange, r scraper.Request) error {
	c, _ := f.collectors.Get().(*colly.Collector)
	defer func() { c.Context = nil; f.collectors.Put(c) }()
	c.Context = context.WithValue(ctx, exchangeKey{}, st)
	h := http.Header{"Accept-Encoding": {"gzip, br"}, "Accept": {"text/html,application/xhtml+xml,application/json,application/xml;q=0.9,*/*;q=0.8"}}
	for k, v := range r.Header {
		h[k] = v
	}
	return c.Request(http.MethodGet, strings.TrimSpace(r.URL), nil, nil, h)
}

// page is the answer as adapters see it.
func (st *exchange) page(r scraper.Request) *scraper.Page {
	if st.response == nil {
		return nil
	}
	u, err := url.Parse(st.capture.FinalURL)
	if err != nil {
		return nil
	}
	return &scraper.Page{
		Request: r, URL: u, Status: st.capture.Status, Header: st.capture.Header, Body: st.capture.Body,
		Truncated: st.capture.Truncated != "", At: st.capture.StartedAt,
	}
}

// explainError says in plain words why there was no answer.
func explainError(err error, timeout time.Duration) string {
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err
	}
	switch own := refusal(err); {
	case own != nil:
		return own.Error()
	case errors.Is(err, errNoMemory):
		return errNoMemory.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("no whole answer within %s", timeout)
	case errors.Is(err, context.Canceled):
		return "stopped"
	}
	return networkError(err)
}

// networkError says what the network's own errors are, and what may be done. What they say
// themselves stays where it tells more: of certificates, and of what nobody foresaw.
func networkError(err error) string {
	var ours interface{ Cause() store.Cause }
	if errors.As(err, &ours) {
		return err.Error()
	}
	var dns *net.DNSError
	name := ""
	if errors.As(err, &dns) {
		name = dns.Name
	}
	switch scraper.CauseOf(err) {
	case store.CauseNoHost:
		return "there is no host named " + name + ": it is written wrong, the site is gone, or this machine is offline"
	case store.CauseNoDNS:
		return "the name " + name + " could not be looked up: the network or its name server did not answer"
	case store.CauseNoNetwork:
		return "this machine's network leads to no such address; see whether it is online"
	case store.CauseTLS:
		return "no secure connection: " + err.Error()
	case store.CauseNoAnswer:
		return "the server did not answer in time"
	case store.CauseNoConnection:
		if errors.Is(err, syscall.ECONNREFUSED) {
			return "the server takes no connections there; it may be down"
		}
		return "the server closed the connection before its answer was whole"
	}
	return err.Error()
}

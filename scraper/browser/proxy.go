package browser

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// proxy passes Chromium's requests on through a dialer that checks addresses.
type proxy struct {
	listener net.Listener
	server   *http.Server
	client   *http.Transport
	dial     func(ctx context.Context, network, address string) (net.Conn, error)
}

// listen starts a proxy on loopback.
func listen(dial func(ctx context.Context, network, address string) (net.Conn, error)) (*proxy, error) {
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{listener: l, dial: dial, client: &http.Transport{DialContext: dial, DisableCompression: true, ResponseHeaderTimeout: timeout}}
	p.server = &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := p.server.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			return // Chromium then says that the proxy is gone
		}
	}()
	return p, nil
}

func (p *proxy) address() string { return p.listener.Addr().String() }

func (p *proxy) close() {
	_ = p.server.Close()
	p.client.CloseIdleConnections()
}

// ServeHTTP passes a plain request on, and joins the ends of a CONNECT (RFC 9110
// §9.3.6).
func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodConnect {
		p.connect(w, r)
		return
	}
	if r.URL.Scheme != "http" || r.URL.Host == "" {
		http.Error(w, "only http and https are passed on", http.StatusForbidden)
		return
	}
	out := r.Clone(r.Context())
	out.RequestURI = ""
	for _, h := range []string{"Proxy-Connection", "Proxy-Authorization", "Connection", "Upgrade"} {
		out.Header.Del(h)
	}
	res, err := p.client.RoundTrip(out)
	if err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	defer res.Body.Close()
	for k, v := range res.Header {
		w.Header()[k] = v
	}
	w.WriteHeader(res.StatusCode)
	_, _ = io.Copy(w, res.Body) // the browser sees a body that ends early
}

func (p *proxy) connect(w http.ResponseWriter, r *http.Request) {
	far, err := p.dial(r.Context(), "tcp", r.Host)
	if err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	defer far.Close()
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		http.Error(w, "this connection cannot be joined", http.StatusInternalServerError)
		return
	}
	near, buf, err := hijacker.Hijack()
	if err != nil {
		return
	}
	defer near.Close()
	if _, err := io.WriteString(near, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	join(near, far, buf)
}

// join copies both ways until both have ended.
func join(near, far net.Conn, from io.Reader) {
	var both sync.WaitGroup
	both.Add(2)
	pass := func(to net.Conn, from io.Reader) {
		defer both.Done()
		_, _ = io.Copy(to, from)
		if c, ok := to.(interface{ CloseWrite() error }); ok {
			_ = c.CloseWrite()
		} else {
			_ = to.Close()
		}
	}
	go pass(far, from)
	go pass(near, far)
	both.Wait()
}

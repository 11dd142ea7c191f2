package serve

import (
	"context"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"onrecord/cmd/internal/exit"
)

// Watch has it said in the log when the archive goes, though nobody asks.
func (s *Server) Watch(ctx context.Context) {
	t := time.NewTicker(5 * time.Second)
	defer t.Stop()
	for s.Check() == nil {
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// Origin is the address by which readers reach a listener: its own or, where it listens on
// all of the machine's, that of the first of the names given (Names), else the machine's
// own. The second listener has the name of the first and a port of its own.
func Origin(l net.Addr, second bool, names, secure []string) string {
	host, port, _ := net.SplitHostPort(l.String()) // a listener's own
	switch ip := net.ParseIP(host); {
	case ip == nil || !ip.IsUnspecified():
		return "http://" + l.String()
	case len(names) == 0:
		return "http://" + net.JoinHostPort("127.0.0.1", port)
	case second:
		u, err := url.Parse("http://" + names[0])
		if err != nil {
			return "http://" + l.String()
		}
		return "http://" + net.JoinHostPort(u.Hostname(), port)
	case slices.Contains(secure, names[0]):
		return "https://" + names[0]
	}
	return "http://" + names[0]
}

// Names takes the schemes off the names by which readers reach a server, gives those that
// go by https, and checks the address of its second port.
func Names(hosts []string, second string) (names, secure []string, archived string, err error) {
	names = slices.Clone(hosts)
	for i, h := range names {
		scheme, name, ok := strings.Cut(h, "://")
		if !ok {
			name = h
		}
		if name = strings.ToLower(strings.TrimSuffix(name, "/")); name == "" || strings.ContainsAny(name, "/?#@ ") || ok && scheme != "http" && scheme != "https" {
			return nil, nil, "", exit.Usagef("--host %s is not a name; give one such as archive.example.org or https://archive.example.org", h)
		}
		names[i] = name
		if scheme == "https" {
			secure = append(secure, name)
		}
	}
	archived = strings.ToLower(strings.TrimSuffix(second, "/"))
	u, err := url.Parse(archived)
	if archived != "" && (err != nil || u.Host == "" || u.Path != "" || u.Scheme != "http" && u.Scheme != "https") {
		return nil, nil, "", exit.Usagef("--archived-url %s is not an origin; give one such as https://archived.example.org", archived)
	}
	if u != nil && u.Host != "" && slices.Contains(names, u.Host) {
		return nil, nil, "", exit.Usagef("--archived-url must be another origin than --host %s, so that nothing in archived pages can touch these pages", u.Host)
	}
	return names, secure, archived, nil
}

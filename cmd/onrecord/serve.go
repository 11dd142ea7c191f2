package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/serve"
	"onrecord/store/sqlite"
	"onrecord/templates"
)

// serveFlags say how to serve.
type serveFlags struct {
	listen, archived, archivedURL, tokenFile string
	hosts                                    []string
	stale                                    time.Duration
	site                                     templates.Options
}

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the report's pages live, with a search box and a JSON interface",
		Long: `Serve answers on this machine's own address with the pages of 'report', drawn from
the archive as it stands, a box that looks quotes up, a read-only JSON interface
(/api/v1/openapi.json describes it), mementos (RFC 7089), cards to embed, a feed of
changes, /healthz and /metrics. It writes nothing; a run may go on meanwhile.

On an address that others reach it asks for a token: put one in ONRECORD_TOKEN or a
file, and give the names by which it is reached with --host. Put a web server with
TLS in front of it. Archived pages are shown from a second port, a web origin of its
own, so that nothing in them can touch these pages.`,
		Example: "  onrecord serve\n  ONRECORD_TOKEN=… onrecord serve --listen 0.0.0.0:8080 --host archive.example.org",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.listen, "listen", "127.0.0.1:8080", "the `address` to listen on")
	fl.StringVar(&f.archived, "archived-listen", "", "the `address` that shows archived pages; a free port beside --listen when not given")
	fl.StringVar(&f.archivedURL, "archived-url", "", "the `address` by which readers reach the second port, such as https://archived.example.org")
	fl.StringArrayVar(&f.hosts, "host", nil, "a `name` (and port) by which readers reach the server, https://NAME where TLS stands before it; may be repeated")
	fl.StringVar(&f.tokenFile, "token-file", "", "a `file` with the token that readers must show (env ONRECORD_TOKEN)")
	fl.DurationVar(&f.stale, "stale", 0, "how old the last run may be before /healthz complains, such as 2h")
	siteFlags(cmd, &f.site)
	a.translateFlags(cmd)
	return cmd
}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	token, err := readToken(f.tokenFile)
	if err != nil {
		return err
	}
	if err := openToOthers(f.listen, token); err != nil {
		return err
	}
	secure, err := f.names()
	if err != nil {
		return err
	}
	st, err := a.readArchive(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	main, second, err := listen(ctx, f)
	if err != nil {
		return err
	}
	defer main.Close()
	defer second.Close()
	translators, done := run.OpenTranslators(ctx, a.env())
	defer done()
	f.site.Served, f.site.Platforms = true, a.config.Platforms().Names()
	site, err := templates.New(st, f.site)
	if err != nil {
		return &exit.Error{Code: exit.Usage, Err: err}
	}
	s, err := serve.New(resolver{st, a}, serve.Options{
		Site: site, Desk: desk.Desk{Finder: st, Translators: translators}, Hosts: hostsOf(main.Addr().String(), f.hosts), Secure: secure, Token: token,
		Archived: cmp.Or(f.archivedURL, "http://"+second.Addr().String()), Stale: f.stale,
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "serving %s at http://%s/ (Ctrl-C ends it)\n", a.archiveDir, main.Addr())
	return serveBoth(ctx, map[net.Listener]http.Handler{main: s.Handler(), second: s.Archived()})
}

// names takes the schemes off the hosts, gives those that go by https, and checks the
// second port's address.
func (f *serveFlags) names() (secure []string, err error) {
	for i, h := range f.hosts {
		scheme, name, ok := strings.Cut(h, "://")
		if !ok {
			name = h
		}
		if name = strings.ToLower(strings.TrimSuffix(name, "/")); name == "" || strings.ContainsAny(name, "/?#@ ") || ok && scheme != "http" && scheme != "https" {
			return nil, exit.Usagef("--host %s is no name; give one such as archive.example.org or https://archive.example.org", h)
		}
		f.hosts[i] = name
		if scheme == "https" {
			secure = append(secure, name)
		}
	}
	f.archivedURL = strings.ToLower(strings.TrimSuffix(f.archivedURL, "/"))
	u, err := url.Parse(f.archivedURL)
	if f.archivedURL != "" && (err != nil || u.Host == "" || u.Path != "" || u.Scheme != "http" && u.Scheme != "https") {
		return nil, exit.Usagef("--archived-url %s is no origin; give one such as https://archived.example.org", f.archivedURL)
	}
	if u != nil && u.Host != "" && slices.Contains(f.hosts, u.Host) {
		return nil, exit.Usagef("--archived-url must be another origin than --host %s, so that nothing in archived pages can touch these pages", u.Host)
	}
	return secure, nil
}

// readToken is the token from the file or the environment.
func readToken(file string) (string, error) {
	token, from := os.Getenv("ONRECORD_TOKEN"), "ONRECORD_TOKEN"
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return "", exit.Usagef("--token-file: %w", err)
		}
		token, from = strings.TrimSpace(string(b)), file
	}
	if (token != "" || file != "") && len(token) < 16 {
		return "", exit.Usagef("the token in %s is shorter than 16 letters; make one with: openssl rand -hex 16", from)
	}
	return token, nil
}

// openToOthers refuses an address that others reach without a token.
func openToOthers(listen, token string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return exit.Usagef("--listen: %w; give an address such as 127.0.0.1:8080", err)
	}
	ip := net.ParseIP(host)
	if token != "" || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return exit.Usagef("others can reach %s: set a token first, ONRECORD_TOKEN=$(openssl rand -hex 16), or listen on 127.0.0.1", listen)
}

// listen opens both ports.
func listen(ctx context.Context, f serveFlags) (main, second net.Listener, err error) {
	var lc net.ListenConfig
	if main, err = lc.Listen(ctx, "tcp", f.listen); err != nil {
		return nil, nil, fmt.Errorf("%w; choose another address with --listen", err)
	}
	if f.archived == "" {
		host, _, _ := net.SplitHostPort(main.Addr().String())
		f.archived = net.JoinHostPort(host, "0")
	}
	if second, err = lc.Listen(ctx, "tcp", f.archived); err != nil {
		_ = main.Close()
		return nil, nil, fmt.Errorf("%w; choose another address with --archived-listen", err)
	}
	return main, second, nil
}

// hostsOf are the names by which the server may be asked for.
func hostsOf(addr string, more []string) []string {
	_, port, _ := net.SplitHostPort(addr) // a listener's own
	out := []string{"localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port}
	if port == "80" {
		out = append(out, "localhost", "127.0.0.1", "[::1]")
	}
	for _, h := range append([]string{addr}, more...) {
		if h = strings.ToLower(h); !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

// serveBoth answers until it is told to stop, and then lets answers under way end.
func serveBoth(ctx context.Context, handlers map[net.Listener]http.Handler) error {
	ended := make(chan error, len(handlers))
	var servers []*http.Server
	for l, h := range handlers {
		s := &http.Server{
			Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 20 * time.Second, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute,
			MaxHeaderBytes: 64 << 10,
		}
		servers = append(servers, s)
		go func() { ended <- s.Serve(l) }()
	}
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	for _, s := range servers {
		err = errors.Join(err, s.Shutdown(end))
	}
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}

var _ serve.Archive = resolver{(*sqlite.DB)(nil), nil}

package main

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/egress"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/serve"
	"onrecord/store"
	"onrecord/store/sqlite"
	"onrecord/templates/page"
	"onrecord/templates/view"
)

// serveFlags say how to serve.
type serveFlags struct {
	listen, archived, archivedURL, tokenFile string
	hosts                                    []string
	stale                                    time.Duration
	manage                                   bool
	site                                     view.Options
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

With --manage, those who show the token also capture, watch sources, add notes, make
bundles and erase in the browser; without a token that is refused. Each does the same as
the command of its name.

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
	fl.StringVar(&f.archived, "archived-listen", "", "the `address` that shows archived pages; the port after --listen's when not given, or a free one where that is taken")
	fl.StringVar(&f.archivedURL, "archived-url", "", "the `address` by which readers reach the second port, such as https://archived.example.org")
	fl.StringArrayVar(&f.hosts, "host", nil, "a `name` (and port) by which readers reach the server, https://NAME where TLS stands before it; may be repeated")
	fl.StringVar(&f.tokenFile, "token-file", "", "a `file` with the token that readers must show (env ONRECORD_TOKEN)")
	cli.LengthVar(fl, &f.stale, "stale", 0, 0, 0, "how old the last run may be before /healthz complains, such as 2h")
	fl.BoolVar(&f.manage, "manage", false, "let readers with the token capture, watch, annotate, export and erase")
	siteFlags(cmd, &f.site)
	a.fetchFlags(cmd)
	cmd.PreRun = nil // it holds the indexes of look-ups in memory
	a.translateFlags(cmd)
	return cmd
}

func (a *app) serve(ctx context.Context, f serveFlags) error {
	token, err := serve.ReadToken(f.tokenFile)
	if err != nil {
		return err
	}
	if err := serve.OpenToOthers(f.listen, token); err != nil {
		return err
	}
	if f.manage && token == "" {
		return exit.Usagef("--manage lets whoever reaches the pages change the archive: set a token first, ONRECORD_TOKEN=$(openssl rand -hex 16), or --token-file FILE")
	}
	var secure []string
	f.hosts, secure, f.archivedURL, err = serve.Names(f.hosts, f.archivedURL)
	if err != nil {
		return err
	}
	st, err := a.readArchive(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	main, second, err := serve.Listen(ctx, f.listen, f.archived)
	if err != nil {
		return err
	}
	defer main.Close()
	defer second.Close()
	translators, done := run.OpenTranslators(ctx, a.env())
	defer done()
	f.site.Served, f.site.Managed, f.site.Signed, f.site.Platforms = true, f.manage, token != "", a.config.Platforms().Names()
	var s *serve.Server // made below, of the site
	archived := cmp.Or(f.archivedURL, serve.Origin(second.Addr(), true, f.hosts, nil))
	f.site.Pictures, f.site.PicturesFrom = func(m store.Medium, small bool) string { return s.PictureURL(m, small) }, archived
	if len(secure) > 0 {
		f.site.Pages = &url.URL{Scheme: "https", Host: secure[0], Path: "/"}
	}
	site, err := page.New(egress.Pages(st), f.site)
	if err != nil {
		return &exit.Error{Code: exit.Usage, Err: err}
	}
	o := serve.Options{
		Site: site, Desk: run.DeskOf(a.env(), st, translators), Lists: st, Overview: st, Exports: serve.Exports{Documents: st, Links: st, Media: st}, Hosts: serve.HostsOf(main.Addr().String(), f.hosts), Secure: secure, Token: token,
		Archived: archived, Media: st.OpenMedium, Stale: f.stale, Moved: st.Moved,
	}
	if f.manage {
		e := a.env()
		e.Progress = func(string) func(done, total int) { return func(int, int) {} } // shown by the pages
		o.Manager = &serve.Manager{Env: e, Sources: st, Open: func(ctx context.Context) (*sqlite.DB, error) { return a.openArchive(ctx, false) }}
	}
	s, err = serve.New(resolver{st, a}, o)
	if err != nil {
		return err
	}
	go s.Watch(ctx)
	at := serve.Origin(main.Addr(), false, f.hosts, secure)
	fmt.Fprintf(a.out, "serving %s at %s/ (Ctrl-C ends it)\n", a.shown(), at)
	switch {
	case f.manage:
		fmt.Fprintf(a.out, "to manage it: give the token at %s/login?next=/manage.html, and it opens\n", at)
	case token != "":
		fmt.Fprintf(a.out, "readers give the token at %s/login\n", at)
	}
	ctx, stop := context.WithCancel(ctx)
	idle := make(chan struct{})
	go func() { s.Manage(ctx); close(idle) }()
	defer func() { stop(); <-idle }()
	err = serve.Serve(ctx, map[net.Listener]http.Handler{main: s.Handler(), second: s.Archived()})
	if err == nil {
		fmt.Fprintf(a.out, "stopped; %s is as it was left\n", a.shown())
	}
	return err
}

var _ serve.Archive = resolver{(*sqlite.DB)(nil), nil}

// resolver is an archive that finds documents by their addresses too.
type resolver struct {
	*sqlite.DB
	a *app
}

// Find gives the document that an id or an address names.
func (f resolver) Find(ctx context.Context, idOrURL string) (store.Document, error) {
	return f.a.findDocument(ctx, f.DB, idOrURL)
}

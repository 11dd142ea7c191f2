package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/scraper/platform/x"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// Stage is a directory and the small web that is played in it.
type Stage struct {
	Dir string
	// Base is the web's own address.
	Base   string
	Web    *Web
	server *http.Server
}

// Open makes the directory anew, and serves the small web on loopback. Close ends it.
func Open(ctx context.Context, dir string) (*Stage, error) {
	if err := reset(dir); err != nil {
		return nil, err
	}
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve the demo's web on loopback: %w", err)
	}
	s := &Stage{Dir: dir, Web: NewWeb(), Base: "http://" + ln.Addr().String()}
	s.Web.BaseURL = s.Base
	s.server = &http.Server{Handler: s.Web, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.server.Serve(ln) }() // ends with Close
	return s, nil
}

// Close ends the web.
func (s *Stage) Close() error { return s.server.Close() }

// Config has the program ask the small web, wait for nothing, and keep the key beside
// the archive.
func (s *Stage) Config() config.Config {
	return config.Config{
		AllowPrivate: true, Timeout: 10 * time.Second, ConfirmAfter: time.Millisecond,
		X: x.Endpoints{Syndication: s.Base, OEmbed: s.Base}, KeyFile: filepath.Join(s.Dir, "onrecord.key"),
	}
}

// mark is the file by which a directory is known to be a demo's own.
const mark = ".onrecord-demo"

// reset empties a demo's own directory, and refuses any other.
func reset(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0:
	case err != nil:
		return fmt.Errorf("%w; choose another directory with -o", err)
	default:
		if _, err := os.Stat(filepath.Join(dir, mark)); err != nil {
			return fmt.Errorf("%s is not empty and not a demo's; choose another directory with -o", dir)
		}
		for _, part := range []string{"archive", "report", "onrecord.key"} {
			if err := os.RemoveAll(filepath.Join(dir, part)); err != nil {
				return fmt.Errorf("clear the old demo: %w", err)
			}
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("%w; choose another directory with -o", err)
	}
	return os.WriteFile(filepath.Join(dir, mark), []byte("made by 'onrecord demo', which clears archive, report and onrecord.key here\n"), 0o644)
}

// MakeDue stands in for the hours between two passes.
func MakeDue(ctx context.Context, st *sqlite.DB, now time.Time) error {
	sources, err := st.Sources(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, s := range sources {
		if _, err := st.EditSource(ctx, s.ID, func(s *store.Source) error { s.NextDue = now; return nil }); err != nil {
			return err
		}
	}
	var ids []store.DocumentID
	if err := st.Documents(ctx, store.DocumentFilter{}, func(doc store.Document) error {
		ids = append(ids, doc.ID)
		return nil
	}); err != nil {
		return err
	}
	for _, id := range ids {
		if err := st.SetNextLook(ctx, id, now); err != nil {
			return err
		}
	}
	return nil
}

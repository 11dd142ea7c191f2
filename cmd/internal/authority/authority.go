// Package authority has the log's checkpoints stamped: it keeps the time-stamp
// authorities (RFC 3161) of an archive, asks them, and checks what they gave.
package authority

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/scraper/stampclient"
	"onrecord/store"
	"onrecord/store/proof/stamp"
)

// setting keeps the authorities, as JSON.
const setting = "anchor.authorities"

// Settings are those that an archive keeps.
type Settings interface {
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
}

// Archive keeps stamps.
type Archive interface {
	StateReader
	Unanchored(ctx context.Context, authorities []string, interval time.Duration) (store.Checkpoint, []string, error)
	AddAnchor(ctx context.Context, checkpoint int64, a store.Anchor, odd string) error
	MissAnchor(ctx context.Context, checkpoint int64, authority, why string) error
}

// StateReader says which authorities there are, and how stamping by each stands.
type StateReader interface {
	Settings
	AnchorStates(ctx context.Context) ([]store.AnchorState, error)
}

// Authority is asked for time stamps.
type Authority struct {
	URL string `json:"url"`
	// Root is the PEM of what its chain must end in, "" for its own word.
	Root string `json:"root,omitempty"`
}

// All are the authorities of an archive.
func All(ctx context.Context, st Settings) ([]Authority, error) {
	text, err := st.Setting(ctx, setting)
	if err != nil || text == "" {
		return nil, err
	}
	var all []Authority
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, fmt.Errorf("the archive's time-stamp authorities cannot be read: %w", err)
	}
	return all, nil
}

// Save keeps the authorities of an archive.
func Save(ctx context.Context, st Settings, all []Authority) error {
	b, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return st.SetSetting(ctx, setting, string(b))
}

// RootPEM reads certificates in PEM, or one in DER, and gives them in PEM.
func RootPEM(b []byte) (string, error) {
	if c, err := x509.ParseCertificate(b); err == nil {
		return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})), nil
	}
	var out strings.Builder
	for _, c := range certificates(string(b)) {
		out.Write(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	}
	if out.Len() == 0 {
		return "", errors.New("there is no certificate in it; give a PEM file (-----BEGIN CERTIFICATE-----)")
	}
	return out.String(), nil
}

func certificates(text string) (all []*x509.Certificate) {
	for rest := []byte(text); ; {
		var b *pem.Block
		if b, rest = pem.Decode(rest); b == nil {
			return all
		}
		if c, err := x509.ParseCertificate(b.Bytes); err == nil {
			all = append(all, c)
		}
	}
}

// trust is the pool of the roots, nil for the stamp's own.
func (n Authority) trust() *x509.CertPool {
	all := certificates(n.Root)
	if len(all) == 0 {
		return nil
	}
	pool := x509.NewCertPool()
	for _, c := range all {
		pool.AddCert(c)
	}
	return pool
}

// Fingerprints are the SHA-256 of the roots, "" for none.
func (n Authority) Fingerprints() string {
	var all []string
	for _, c := range certificates(n.Root) {
		all = append(all, stamp.Fingerprint(c))
	}
	return strings.Join(all, " ")
}

// Ask has an authority stamp a sum. made is when what was summed was made, zero where
// it does not matter.
func Ask(ctx context.Context, e config.Env, st Settings, n Authority, sum [32]byte, made time.Time) (stampclient.Answer, error) {
	if named, err := e.WithContact(ctx, st); err == nil { // without it, it is asked all the same
		e = named
	}
	who := stampclient.Client{Options: e.Network(), Now: e.Now}
	return who.Ask(ctx, n.URL, sum, made, n.trust())
}

// Result is how asking an authority went.
type Result struct {
	Authority
	Answer stampclient.Answer
	Err    error
}

// Stamp asks those authorities for a stamp of the newest checkpoint that were not
// asked within the interval (negative for all), all at once, and keeps what they say.
func Stamp(ctx context.Context, e config.Env, st Archive, all []Authority, interval time.Duration) (store.Checkpoint, []Result, error) {
	named, urls := map[string]Authority{}, make([]string, len(all))
	for i, n := range all {
		named[n.URL], urls[i] = n, n.URL
	}
	c, due, err := st.Unanchored(ctx, urls, interval)
	if err != nil {
		return c, nil, err
	}
	out, kept := make([]Result, len(due)), make([]error, len(due))
	var wg sync.WaitGroup
	for i, url := range due {
		wg.Go(func() {
			r := Result{Authority: named[url]}
			r.Answer, r.Err = Ask(ctx, e, st, r.Authority, sha256.Sum256([]byte(c.Note)), c.MadeAt)
			out[i], kept[i] = r, r.keep(ctx, st, c)
		})
	}
	wg.Wait()
	return c, out, errors.Join(kept...)
}

// keep puts a stamp, or why there is none, into the archive. To be stopped while
// waiting is no fault of the authority's.
func (r Result) keep(ctx context.Context, st Archive, c store.Checkpoint) error {
	stopped := errors.Is(ctx.Err(), context.Canceled)
	ctx = context.WithoutCancel(ctx)
	switch {
	case r.Err == nil:
		return st.AddAnchor(ctx, c.ID, store.Anchor{Size: c.Size, Authority: r.URL, Time: r.Answer.Time, Token: r.Answer.Token}, r.Answer.Odd)
	case stopped:
		return nil
	}
	return st.MissAnchor(ctx, c.ID, r.URL, r.Err.Error())
}

// How often an authority stamps the log at most: while 'run' and 'watch' go on, and
// when people do something by hand.
const (
	AutoInterval   = time.Hour
	ManualInterval = time.Minute
)

// StampDue has the last checkpoint stamped by those authorities that were not asked
// within the interval. What fails is a warning: it is asked again later.
func StampDue(ctx context.Context, e config.Env, st Archive, interval time.Duration) {
	all, err := All(ctx, st)
	if len(all) == 0 && err == nil {
		return
	}
	var results []Result
	if err == nil {
		_, results, err = Stamp(ctx, e, st, all, interval)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) && ctx.Err() == nil {
		e.Warn(fmt.Errorf("no time stamp: %w", err))
	}
	for _, r := range results {
		switch {
		case r.Err != nil && ctx.Err() == nil:
			e.Warn(fmt.Errorf("%s gives no time stamp: %w; it is asked again later", r.URL, r.Err))
		case r.Err == nil && r.Answer.Odd != "":
			e.Warn(fmt.Errorf("the time stamp of %s is odd: %s", r.URL, r.Answer.Odd))
		}
	}
}

// States are the authorities of an archive, with how each does.
func States(ctx context.Context, st StateReader) ([]Authority, []store.AnchorState, error) {
	all, err := All(ctx, st)
	if err != nil || len(all) == 0 {
		return nil, nil, err
	}
	known, err := st.AnchorStates(ctx)
	states := make([]store.AnchorState, len(all))
	for i, n := range all {
		if k := slices.IndexFunc(known, func(s store.AnchorState) bool { return s.Authority == n.URL }); k >= 0 {
			states[i] = known[k]
		}
	}
	return all, states, err
}

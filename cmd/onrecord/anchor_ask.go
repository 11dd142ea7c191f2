package main

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"onrecord/scraper/client"
	"onrecord/scraper/stampclient"
	"onrecord/store"
	"onrecord/store/proof/stamp"
)

// authoritiesSetting keeps the authorities, as JSON.
const authoritiesSetting = "anchor.authorities"

// authority is asked for time stamps.
type authority struct {
	URL string `json:"url"`
	// Root is the PEM of what its chain must end in, "" for its own word.
	Root string `json:"root,omitempty"`
}

func authorities(ctx context.Context, st store.Settings) ([]authority, error) {
	text, err := st.Setting(ctx, authoritiesSetting)
	if err != nil || text == "" {
		return nil, err
	}
	var all []authority
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, fmt.Errorf("the archive's time-stamp authorities cannot be read: %w", err)
	}
	return all, nil
}

func saveAuthorities(ctx context.Context, st store.Settings, all []authority) error {
	b, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return st.SetSetting(ctx, authoritiesSetting, string(b))
}

// rootPEM reads certificates in PEM, or one in DER, and gives them in PEM.
func rootPEM(b []byte) (string, error) {
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
func (n authority) trust() *x509.CertPool {
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

func (n authority) fingerprints() string {
	var all []string
	for _, c := range certificates(n.Root) {
		all = append(all, stamp.Fingerprint(c))
	}
	return strings.Join(all, " ")
}

// ask has an authority stamp a sum.
func (a *app) ask(ctx context.Context, st store.Settings, n authority, sum [32]byte, made time.Time) (stampclient.Answer, error) {
	c := a.config
	if c.contact == "" {
		c.contact, _ = st.Setting(ctx, contactSetting) // without it, it is asked all the same
	}
	who := stampclient.Client{Options: client.Options{UserAgent: c.userAgent(), AllowPrivate: c.private}, Now: a.now}
	return who.Ask(ctx, n.URL, sum, made, n.trust())
}

// asked is how asking an authority went.
type asked struct {
	authority
	answer stampclient.Answer
	err    error
}

// anchorAll asks those authorities for a stamp of the newest checkpoint that are to
// be asked now, all at once, and keeps what they say.
func (a *app) anchorAll(ctx context.Context, st store.Store, all []authority, interval time.Duration) (store.Checkpoint, []asked, error) {
	named, urls := map[string]authority{}, make([]string, len(all))
	for i, n := range all {
		named[n.URL], urls[i] = n, n.URL
	}
	c, due, err := st.Unanchored(ctx, urls, interval)
	if err != nil {
		return c, nil, err
	}
	out, kept := make([]asked, len(due)), make([]error, len(due))
	var wg sync.WaitGroup
	for i, url := range due {
		wg.Go(func() {
			r := asked{authority: named[url]}
			r.answer, r.err = a.ask(ctx, st, r.authority, sha256.Sum256([]byte(c.Note)), c.MadeAt)
			out[i], kept[i] = r, r.keep(ctx, st, c)
		})
	}
	wg.Wait()
	return c, out, errors.Join(kept...)
}

// keep puts a stamp, or why there is none, into the archive. To be stopped while
// waiting is no fault of the authority's.
func (r asked) keep(ctx context.Context, st store.Anchors, c store.Checkpoint) error {
	stopped := errors.Is(ctx.Err(), context.Canceled)
	ctx = context.WithoutCancel(ctx)
	switch {
	case r.err == nil:
		return st.AddAnchor(ctx, c.ID, store.Anchor{Size: c.Size, Authority: r.URL, Time: r.answer.Time, Token: r.answer.Token}, r.answer.Odd)
	case stopped:
		return nil
	}
	return st.MissAnchor(ctx, c.ID, r.URL, r.err.Error())
}

// How often an authority stamps the log at most: while 'run' and 'watch' go on, and
// when people do something by hand.
const (
	byItself = time.Hour
	byHand   = time.Minute
)

// anchor has the last checkpoint stamped by the authorities whose turn it is, for
// at most stampclient.Timeout. Nothing that goes wrong here stops anything: it is warned
// of, and tried again later.
func (a *app) anchor(ctx context.Context, st store.Store, interval time.Duration) {
	all, err := authorities(ctx, st)
	if len(all) == 0 && err == nil {
		return
	}
	var results []asked
	if err == nil {
		_, results, err = a.anchorAll(ctx, st, all, interval)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) && ctx.Err() == nil {
		a.warn(fmt.Errorf("no time stamp: %w", err))
	}
	for _, r := range results {
		switch {
		case r.err != nil && ctx.Err() == nil:
			a.warn(fmt.Errorf("%s gives no time stamp: %w; it is asked again later", r.URL, r.err))
		case r.err == nil && r.answer.Odd != "":
			a.warn(fmt.Errorf("the time stamp of %s is odd: %s", r.URL, r.answer.Odd))
		}
	}
}

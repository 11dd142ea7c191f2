package main

import (
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/proof/stamp"
)

// stampChecker checks kept time stamps, offline, and remembers who gave them.
type stampChecker struct {
	// known are the roots that whoever checks believes in, by who vouches for them;
	// named are those that the archive keeps with its authorities, and nobody need
	// believe an archive.
	known *x509.CertPool
	by    string
	named map[string]*x509.CertPool
	now   time.Time
	said  []stampsSaid
}

// stampsSaid is who gave good time stamps, under which root.
type stampsSaid struct {
	Authority string `json:"authority"`
	Name      string `json:"name"`
	RootName  string `json:"root_name"`
	Root      string `json:"root"` // SHA-256
	// By says who vouches for the root: "you" (--root), "this machine", or nobody that
	// is known here: "the archive" or "itself".
	By    string `json:"vouched_by"`
	Good  int    `json:"good"`
	First string `json:"first"`
	Last  string `json:"last"`
}

func (s stampsSaid) String() string {
	text := fmt.Sprintf("%d good by %s under %s, root sha256 %s, ", s.Good, s.Name, s.RootName, s.Root)
	switch s.By {
	case "you":
		return text + "as you gave it"
	case "this machine":
		return text + "as this machine knows it"
	case "the archive":
		text += "as the archive names it"
	default:
		text += "by its own word"
	}
	return text + ": unknown here; compare it with what the authority publishes, and give that with --root FILE"
}

func (a *app) stampChecker(all []authority) *stampChecker {
	c := &stampChecker{known: a.trust, by: "you", named: map[string]*x509.CertPool{}, now: a.now()}
	if c.known == nil {
		c.known, c.by = knownRoots(), "this machine"
	}
	for _, n := range all {
		if pool := n.trust(); pool != nil {
			c.named[n.URL] = pool
		}
	}
	return c
}

// readRoots takes the files of --root.
func (a *app) readRoots(files []string) error {
	for _, f := range files {
		b, err := os.ReadFile(f) //nolint:gosec // the user names it
		if err != nil {
			return exit.Usagef("--root: %w", err)
		}
		text, err := rootPEM(b)
		if err != nil {
			return exit.Usagef("--root %s: %w", f, err)
		}
		if a.trust == nil {
			a.trust = x509.NewCertPool()
		}
		a.trust.AppendCertsFromPEM([]byte(text))
	}
	return nil
}

// check holds a time stamp against its checkpoint and gives the time that it
// proves: a proof.Stamp.
func (k *stampChecker) check(an store.Anchor, c store.Checkpoint) (proof.Stamped, error) {
	s, known, err := stamp.CheckKnown(an.Token, sha256.Sum256([]byte(c.Note)), k.known)
	by := k.by
	if err == nil && !known {
		by = "itself"
		if named := k.named[an.Authority]; named != nil {
			by = "the archive"
			_, err = stamp.Check(an.Token, sha256.Sum256([]byte(c.Note)), named)
		}
	}
	if err == nil && !an.Time.IsZero() && store.FormatTime(s.Time) != store.FormatTime(an.Time) {
		err = fmt.Errorf("it says %s, not %s as is on record", store.FormatTime(s.Time), store.FormatTime(an.Time))
	}
	if err == nil {
		err = s.Plausible(c.MadeAt, k.now)
	}
	if err != nil {
		return proof.Stamped{}, err
	}
	k.note(an.Authority, s, by)
	return proof.Stamped{At: s.Time, Known: known}, nil
}

// note counts a good stamp.
func (k *stampChecker) note(authority string, s stamp.Stamp, by string) {
	at := store.FormatTime(s.Time)
	i := slices.IndexFunc(k.said, func(o stampsSaid) bool { return o.Authority == authority && o.Root == s.Root })
	if i < 0 {
		k.said = append(k.said, stampsSaid{authority, s.Authority, s.RootName(), s.Root, by, 1, at, at})
		return
	}
	o := &k.said[i]
	o.Good++
	if strings.Compare(at, o.First) < 0 {
		o.First = at
	}
	if strings.Compare(at, o.Last) > 0 {
		o.Last = at
	}
}

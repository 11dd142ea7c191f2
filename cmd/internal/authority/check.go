package authority

import (
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/proof/stamp"
)

// Checker checks kept time stamps, offline, and remembers who gave them.
type Checker struct {
	// known are the roots that whoever checks believes in, by who vouches for them;
	// named are those that the archive keeps with its authorities, and nobody need
	// believe an archive.
	known *x509.CertPool
	by    string
	named map[string]*x509.CertPool
	now   time.Time
	// Good are who gave good stamps.
	Good []Stamps
}

// Stamps is who gave good time stamps, under which root.
type Stamps struct {
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

func (s Stamps) String() string {
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

// NewChecker makes a checker that believes in the given roots, nil for those that this
// machine knows, and holds stamps against those that are kept with the authorities.
func NewChecker(given *x509.CertPool, named []Authority, now time.Time) *Checker {
	c := &Checker{known: given, by: "you", named: map[string]*x509.CertPool{}, now: now}
	if c.known == nil {
		c.known, c.by = knownRoots(), "this machine"
	}
	for _, n := range named {
		if pool := n.trust(); pool != nil {
			c.named[n.URL] = pool
		}
	}
	return c
}

// ReadRoots reads certificates from files, nil for no file.
func ReadRoots(files []string) (pool *x509.CertPool, err error) {
	for _, f := range files {
		b, err := os.ReadFile(f) // the user names it
		if err != nil {
			return nil, err
		}
		text, err := RootPEM(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		if pool == nil {
			pool = x509.NewCertPool()
		}
		pool.AppendCertsFromPEM([]byte(text))
	}
	return pool, nil
}

// Check holds a time stamp against its checkpoint and gives the time that it
// proves: a proof.Stamp.
func (k *Checker) Check(an store.Anchor, c store.Checkpoint) (proof.Stamped, error) {
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
func (k *Checker) note(authority string, s stamp.Stamp, by string) {
	at := store.FormatTime(s.Time)
	i := slices.IndexFunc(k.Good, func(o Stamps) bool { return o.Authority == authority && o.Root == s.Root })
	if i < 0 {
		k.Good = append(k.Good, Stamps{authority, s.Authority, s.RootName(), s.Root, by, 1, at, at})
		return
	}
	o := &k.Good[i]
	o.Good++
	if strings.Compare(at, o.First) < 0 {
		o.First = at
	}
	if strings.Compare(at, o.Last) > 0 {
		o.Last = at
	}
}

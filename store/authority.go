package store

import "slices"

// Authority is how far an answer may speak for a document. The collector decides it
// from where the answer came, never the adapter from what the answer says.
type Authority string

// The authorities, the strongest first.
const (
	// AuthorityOrigin: the document's home, asked live.
	AuthorityOrigin Authority = "origin"
	// AuthorityRelay: somebody who passes it on (FxEmbed, Nitter, a remote Mastodon
	// server, the Wayback Machine).
	AuthorityRelay Authority = "relay"
	// AuthorityImport: a file that the archive's keeper gave.
	AuthorityImport Authority = "import"
	// AuthorityClaim: a page that says what somebody else posted: a quoted post, a
	// boost, an embed.
	AuthorityClaim Authority = "claim"
)

var byStrength = []Authority{AuthorityOrigin, AuthorityRelay, AuthorityImport, AuthorityClaim}

// Within is the weaker of two authorities: what stands in an answer speaks for no more
// than the answer does. "" leaves it to the other; a word that is no authority's is a
// claim.
func (a Authority) Within(b Authority) Authority {
	switch {
	case a == "" && b == "":
		return ""
	case a == "":
		a = b
	case b == "":
		b = a
	}
	i := max(a.rank(), b.rank())
	return byStrength[i]
}

// Under reports whether a speaks for less than b does; "" is an origin's.
func (a Authority) Under(b Authority) bool { return a.rank() > b.rank() }

// Observed reports whether what has the authority was seen by this archive's own looks, at
// its home or through somebody who passes it on: it does not rest on a file that was
// imported, nor on what another page says.
func (a Authority) Observed() bool { return !a.Under(AuthorityRelay) }

func (a Authority) rank() int {
	if a == "" {
		return 0
	}
	if i := slices.Index(byStrength, a); i >= 0 {
		return i
	}
	return len(byStrength) - 1
}

package wire

import (
	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/verify"
	"onrecord/store/proof"
)

// Verified is what a check found.
type Verified struct {
	State      proof.State        `json:"state"`
	Origin     string             `json:"origin,omitempty"`
	Leaves     int64              `json:"leaves"`
	Root       string             `json:"root"`
	Captures   int64              `json:"captures"`
	Signed     int64              `json:"signed"`
	Keys       []string           `json:"keys,omitempty"`
	Anchored   int64              `json:"anchored"`
	AnchoredAt string             `json:"anchored_at,omitempty"`
	Stamped    int64              `json:"stamped_by_unknown,omitempty"`
	Faults     []string           `json:"faults"`
	Missing    []string           `json:"missing"`
	BadAnchors []string           `json:"bad_anchors"`
	More       int                `json:"more,omitempty"`
	Stamps     []authority.Stamps `json:"stamps,omitempty"`
	Versions   int                `json:"versions"`
	Index      []string           `json:"index"`
	Head       string             `json:"head,omitempty"`
	// Quotes is how many of a bundle's stand in their articles where it says.
	Quotes int64 `json:"quotes,omitempty"`
	// Documents is how many an archive has, Made how many of them were made anew from what
	// was captured, by the same rules.
	Documents int64 `json:"documents,omitempty"`
	Made      int64 `json:"made_anew,omitempty"`
}

// VerifiedOf is what `verify --json` prints.
func VerifiedOf(v verify.Result) Verified {
	lines := func(all ...[]proof.Fault) []string {
		out := []string{}
		for _, faults := range all {
			for _, f := range faults {
				out = append(out, f.String())
			}
		}
		return out
	}
	return Verified{
		v.State, v.Origin, v.Leaves, v.Root.String(), v.Captures, v.Signed, v.Keys, v.Anchored, v.AnchoredAt, v.Stamped,
		lines(v.Faults), lines(v.Missing), lines(v.Bad), v.More, v.Stamps, v.Versions, append([]string{}, v.Index...), v.Head, v.Quotes, v.Documents, v.Made,
	}
}

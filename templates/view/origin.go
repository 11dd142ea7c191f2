package view

import (
	"html/template"

	"onrecord/store"
)

// origin says whose word a version is, by the capture that it comes from; "" where its
// home said so itself.
func (b *Builder) origin(v store.Version, c store.Capture) template.HTML {
	file, relay := v.BroughtBy(c)
	switch {
	case !v.Authority.Under(store.AuthorityOrigin):
		return ""
	case c.Method == store.MethodImport, v.Authority == store.AuthorityImport:
		return b.Mark("Imported from %s on %s, not observed by this archive.", Name(file), c.StartedAt)
	case relay != "":
		return b.Mark("Relayed by %s on %s, not seen at its home.", Name(relay), c.StartedAt)
	}
	return b.Mark("Claimed by %s on %s, not seen at its home.", clip(Plain(c.URL), 300), c.StartedAt)
}

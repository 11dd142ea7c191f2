package templates

import (
	"html/template"

	"onrecord/store"
)

// origin says whose word a version is, by the capture that it comes from; "" where its
// home said so itself.
func (t *tongue) origin(v store.Version, c store.Capture) template.HTML {
	file, relay := v.BroughtBy(c)
	switch {
	case !v.Authority.Under(store.AuthorityOrigin):
		return ""
	case c.Method == store.MethodImport, v.Authority == store.AuthorityImport:
		return t.mark("Imported from %s on %s, not observed by this archive.", name(file), c.StartedAt)
	case relay != "":
		return t.mark("Relayed by %s on %s, not seen at its home.", name(relay), c.StartedAt)
	}
	return t.mark("Claimed by %s on %s, not seen at its home.", clip(plain(c.URL), 300), c.StartedAt)
}

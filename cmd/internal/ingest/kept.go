package ingest

import (
	"encoding/json"

	"onrecord/scraper/format"
	"onrecord/store"
)

// kept is a unit as the archive keeps it where it means nothing by itself: with what else
// its file or the keeper said of it. Reading it again gives the same.
type kept struct {
	Format  string          `json:"onrecord_import"`
	File    string          `json:"file,omitempty"`
	Account string          `json:"account,omitempty"`
	Map     string          `json:"map,omitempty"`
	List    string          `json:"list,omitempty"`
	Head    json.RawMessage `json:"head,omitempty"`
	Beside  json.RawMessage `json:"beside,omitempty"`
	Unit    json.RawMessage `json:"unit"`
	Page    bool            `json:"page,omitempty"`
}

// keepUnit is what the archive keeps of a unit: its bytes, in an envelope where they are not
// enough.
func keepUnit(f format.Format, c format.Context, mapping string, u *format.Unit) ([]byte, error) {
	if !f.Headed && len(u.Beside) == 0 && c.Account == "" && mapping == "" && !u.Row && f.Form != format.Pages {
		return append([]byte(nil), u.Raw...), nil
	}
	k := kept{Format: f.ID, File: u.File, Account: c.Account, Map: mapping, List: u.List, Beside: u.Beside, Unit: u.Raw}
	if f.Headed {
		k.Head = u.Head
	}
	if f.Form == format.Pages {
		b, err := json.Marshal(string(u.Raw))
		if err != nil {
			return nil, err
		}
		k.Unit, k.Page = b, true
	}
	return json.Marshal(k)
}

// again reads a unit that an archive kept.
func (r Reader) again(body []byte) ([]store.Observation, string, error) {
	u, c := &format.Unit{Raw: body}, format.Context{Platforms: r.Platforms}
	f, ok := r.formatOf(u)
	var k kept
	if err := json.Unmarshal(body, &k); err == nil && k.Format != "" && len(k.Unit) > 0 {
		u = &format.Unit{Raw: k.Unit, Head: k.Head, Beside: k.Beside, List: k.List, File: k.File, Format: k.Format, Row: k.Head == nil && !k.Page}
		c.Account = k.Account
		if k.Page {
			var s string
			if err := json.Unmarshal(k.Unit, &s); err != nil {
				return nil, "", err
			}
			u.Raw = []byte(s)
		}
		f, ok = r.namedFormat(k.Format, k.Map)
	}
	if !ok {
		return nil, "", errUnknown
	}
	return r.read(f, c, u)
}

// namedFormat is the format with an ID, or the one that a mapping makes.
func (r Reader) namedFormat(id, mapping string) (format.Format, bool) {
	if mapping != "" {
		m, err := parseMap(mapping, nil, r.Platforms.PlatformOf)
		return mappedFormat(m), err == nil
	}
	for _, f := range r.Formats() {
		if f.ID == id {
			return f, true
		}
	}
	return format.Format{}, false
}

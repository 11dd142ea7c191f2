package scrapertest

import (
	"bytes"
	"slices"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

// swapsOfPage is how many media of a page are swapped: each time all of it is read again.
const swapsOfPage = 4

// media checks what an adapter calls the media of posts: pages that show one version of a
// post never call one medium by two ids, and another upload has another id.
func media(t *testing.T, a scraper.Adapter, cases []Case) {
	t.Helper()
	type version struct {
		document store.DocumentID
		id       string
	}
	seen := map[version][]store.Content{}
	posts, named, pairs, swaps := 0, 0, 0, 0
	for _, c := range cases {
		parsed, err := a.Parse(c.Page)
		if err != nil {
			continue
		}
		made := 0
		for _, o := range parsed.Observations {
			if len(o.Content.Media) == 0 {
				continue
			}
			posts++
			of := version{o.Document, o.VersionID}
			for _, before := range seen[of] {
				if o.VersionID == "" && (before.Title != o.Content.Title || before.Text != o.Content.Text) {
					continue // another version
				}
				if pairs++; before.Swapped(o.Content) {
					t.Errorf("%s: %s is seen with other media than elsewhere:\n%+v\n%+v", c.Name, o.Document, before.Media, o.Content.Media)
				}
			}
			seen[of] = append(seen[of], o.Content)
			for i, m := range o.Content.Media {
				if m.ID == "" {
					continue
				}
				named++
				if made++; made > swapsOfPage {
					continue
				}
				if swaps++; !swapFound(a, c.Page, o, i) {
					t.Errorf("%s: another upload than %+v is not found", c.Name, m)
				}
			}
		}
	}
	t.Logf("%s: %d sights of posts with media, %d media with an id, %d pairs of sights, %d swaps made", a.Platform(), posts, named, pairs, swaps)
}

// swapFound reports whether a page on which a medium's upload is another is read so.
func swapFound(a scraper.Adapter, p scraper.Page, o store.Observation, medium int) bool {
	id := []byte(o.Content.Media[medium].ID)
	other := append(bytes.Clone(id[:len(id)-1]), '0')
	if bytes.Equal(id, other) {
		other[len(other)-1] = '1'
	}
	p.Body = bytes.ReplaceAll(p.Body, id, other)
	p.Body = bytes.ReplaceAll(p.Body, inPath(id), inPath(other))
	parsed, err := a.Parse(p)
	return err == nil && slices.ContainsFunc(parsed.Observations, func(n store.Observation) bool {
		return n.Document == o.Document && n.Content.SameWords(o.Content) && n.Content.Swapped(o.Content)
	})
}

// inPath is a number as the parts of a path, three digits each.
func inPath(id []byte) []byte { return bytes.Join(slices.Collect(slices.Chunk(id, 3)), []byte("/")) }

package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"onrecord/store"
)

// facetMost is how many values are given of each.
const facetMost = 10

// Facets counts what a search finds, the newest of it where there is much.
func (d *DB) Facets(ctx context.Context, s store.Search) (store.Facets, error) {
	q := seek(s, d.engine.Language())
	text := `SELECT s.place, s.kind, s.platform, s.author, s.lang, s.state FROM (SELECT ` + q.key + ` AS place ` + q.from + ` ORDER BY ` + q.key + ` DESC LIMIT ?) x
		CROSS JOIN shelf s ON s.place = x.place`
	t := tally{counts: map[string]map[string]int{}}
	err := rows(ctx, d.s, text, append(q.args, newest), t.add)
	if err != nil {
		return store.Facets{}, d.fail("count what was found", err)
	}
	out := store.Facets{
		Kinds: t.most("kind"), Platforms: t.most("platform"), Langs: t.most("lang"), States: t.most("state"),
		Years: t.latest("year", 1<<30), Months: t.latest("month", 24), Of: t.n,
	}
	for _, c := range t.most("author") {
		platform, key, _ := strings.Cut(c.Value, " ")
		if key == "" {
			continue
		}
		a := store.AuthorFacet{Account: store.Account{Platform: store.Platform(platform), Key: key}, Count: c.Count}
		err := d.s.QueryRowContext(ctx, `SELECT author_id, author_handle, author_name, author_url FROM document WHERE author_key = ? AND platform = ? ORDER BY listed_at DESC LIMIT 1`, key, platform).
			Scan(&a.Author.ID, &a.Author.Handle, &a.Author.Name, &a.Author.URL)
		if err != nil {
			return out, d.fail("count what was found", err)
		}
		out.Authors = append(out.Authors, a)
	}
	return out, nil
}

// tally counts values.
type tally struct {
	n      int
	counts map[string]map[string]int
}

func (t *tally) add(r *sql.Rows) error {
	var place int64
	var kind, platform, author, lang, state string
	if err := r.Scan(&place, &kind, &platform, &author, &lang, &state); err != nil {
		return err
	}
	t.n++
	t.count("kind", kind)
	t.count("platform", platform)
	t.count("author", platform+" "+author)
	t.count("lang", lang)
	year, month := "", ""
	if place&undatedBit == 0 {
		month = timeOf(place).Format("2006-01")
		year = month[:len(month)-len("-01")]
	}
	t.count("year", year)
	t.count("month", month)
	for _, s := range strings.Fields(state) {
		t.count("state", s)
	}
	return nil
}

func (t *tally) count(what, value string) {
	if t.counts[what] == nil {
		t.counts[what] = map[string]int{}
	}
	t.counts[what][value]++
}

// most are the most frequent values.
func (t *tally) most(what string) []store.FacetCount {
	return t.some(what, facetMost, func(a, b store.FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
}

// latest are the last values.
func (t *tally) latest(what string, most int) []store.FacetCount {
	return t.some(what, most, func(a, b store.FacetCount) int { return cmp.Compare(b.Value, a.Value) })
}

func (t *tally) some(what string, most int, order func(a, b store.FacetCount) int) []store.FacetCount {
	var out []store.FacetCount
	for v, n := range t.counts[what] {
		out = append(out, store.FacetCount{Value: v, Count: n})
	}
	slices.SortFunc(out, order)
	return out[:min(len(out), most)]
}

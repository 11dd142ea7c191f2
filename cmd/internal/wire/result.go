package wire

import (
	"onrecord/cmd/internal/desk"
	"onrecord/store"
)

// Result is a post or an article that a search found, or a list has.
type Result struct {
	Document store.DocumentID `json:"document"`
	Kind     store.Kind       `json:"kind"`
	Platform store.Platform   `json:"platform"`
	URL      string           `json:"url,omitempty"`
	Author   Author           `json:"author"`
	Outlet   string           `json:"publisher,omitempty"`
	// PostedAt is the time that it claims, or else its id says; absent where it has none.
	PostedAt string `json:"published_at,omitempty"`
	Title    string `json:"title,omitempty"`
	Lang     string `json:"lang,omitempty"`
	// States are what befell it, in words such as edited and gone.
	States []store.State `json:"states"`
	Gone   *Gone         `json:"gone"`
	// Version is the one whose words these are, of so many; Where says whether the words
	// that were sought stand in the current one, only in an earlier, in several, or in what a
	// machine read from a picture.
	Version  int        `json:"version"`
	Versions int        `json:"versions"`
	Where    desk.Where `json:"where"`
	// Picture is the SHA-256 of the picture that a machine read the words from, where they
	// stand in no version; Engine is what read them.
	Picture string `json:"picture,omitempty"`
	Engine  string `json:"engine,omitempty"`
	// Excerpt is the part of the text with the words, which stand at Marks (code points
	// of the excerpt) and TitleMarks.
	Excerpt    string   `json:"excerpt,omitempty"`
	Marks      [][2]int `json:"marks,omitempty"`
	TitleMarks [][2]int `json:"title_marks,omitempty"`
	// Text is all of the version's text, in lists.
	Text string `json:"text,omitempty"`
	Origin
}

// ResultOf is what a search found, with an excerpt.
func ResultOf(r desk.Result) Result {
	j := ListedOf(r)
	j.Text, j.Excerpt, j.Marks, j.TitleMarks = "", r.Excerpt, r.Marks, r.TitleMarks
	return j
}

// ListedOf is what a list has, with all of its text.
func ListedOf(r desk.Result) Result {
	j := Result{
		Document: r.ID, Kind: r.Kind, Platform: r.Platform, URL: r.URL, Author: Author{r.Author.Name, r.Author.Handle}, Outlet: r.Publisher,
		PostedAt: r.PublishedAt.String(), Title: r.Version.Title, Lang: r.Version.Lang, States: r.States, Gone: goneOf(r.Tombstone, OfTombstone(r.Tombstone)),
		Version: r.Version.Seq, Versions: r.Versions, Where: r.Where, Picture: r.Picture.SHA256, Engine: r.Picture.Engine, Text: r.Version.Text,
		Origin: OriginOf(r.Version, map[int64]store.Capture{r.Version.CaptureID: r.Capture}),
	}
	if j.States == nil {
		j.States = []store.State{}
	}
	return j
}

// Found is a page of what a search found.
type Found struct {
	Items []Result `json:"items"`
	// Total is how many there are; more than that, where More says so.
	Total  int  `json:"total"`
	More   bool `json:"more,omitempty"`
	Offset int  `json:"offset"`
	// Next is the offset of the rest, absent at its end.
	Next   *int   `json:"next,omitempty"`
	Facets Facets `json:"facets"`
	// Behind is how many documents changed since the index was brought up to date.
	Behind int `json:"behind,omitempty"`
	// Undated is how many the bounds of time leave out, having no date; at least so many,
	// where that is 10,000.
	Undated int `json:"undated,omitempty"`
}

// FoundOf is the answer to a search.
func FoundOf(r desk.Results) Found {
	j := Found{Items: []Result{}, Total: r.Total, More: r.More, Offset: r.Offset, Facets: FacetsOf(r.Facets), Behind: r.Behind, Undated: r.Undated}
	for _, x := range r.Results {
		j.Items = append(j.Items, ResultOf(x))
	}
	if n := r.Next(); n != 0 {
		j.Next = &n
	}
	return j
}

// Facets counts what was found by what it has; of more than Of the newest are counted.
type Facets struct {
	Authors   []AuthorFacet `json:"authors"`
	Platforms []Facet       `json:"platforms"`
	Langs     []Facet       `json:"langs"`
	Kinds     []Facet       `json:"kinds"`
	States    []Facet       `json:"states"`
	Years     []Facet       `json:"years"`
	Months    []Facet       `json:"months"`
	Of        int           `json:"of"`
}

// Facet is one value by which a search's results can be narrowed, and how many have it.
type Facet struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// AuthorFacet counts an author's; Account finds them again as the author of a search.
type AuthorFacet struct {
	Account string `json:"account"`
	Name    string `json:"name"`
	Handle  string `json:"handle,omitempty"`
	Count   int    `json:"count"`
}

// FacetsOf is the JSON of facets.
func FacetsOf(f store.Facets) Facets {
	list := func(all []store.FacetCount) []Facet {
		out := []Facet{}
		for _, c := range all {
			out = append(out, Facet{c.Value, c.Count})
		}
		return out
	}
	j := Facets{
		Authors: []AuthorFacet{}, Platforms: list(f.Platforms), Langs: list(f.Langs), Kinds: list(f.Kinds), States: list(f.States),
		Years: list(f.Years), Months: list(f.Months), Of: f.Of,
	}
	for _, a := range f.Authors {
		j.Authors = append(j.Authors, AuthorFacet{desk.AccountText(a.Account), a.Author.Name, a.Author.Handle, a.Count})
	}
	return j
}

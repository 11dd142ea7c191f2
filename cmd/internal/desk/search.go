package desk

import (
	"context"
	"errors"
	"strings"
	"time"

	"onrecord/compare/find"
	"onrecord/store"
)

// SearchArchive is what is searched.
type SearchArchive interface {
	store.Searcher
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	Versions(ctx context.Context, id store.DocumentID) ([]store.Version, error)
	CaptureRecord(ctx context.Context, id int64) (store.Capture, error)
	MediaOf(ctx context.Context, id store.DocumentID) ([]store.Medium, error)
	People(ctx context.Context) ([]store.Person, error)
}

// Results are some of what a search finds.
type Results struct {
	Results []Result
	// Total is how many there are, and More says that there are more than that, which were
	// not counted; Offset and Limit say which of them these are.
	Total, Offset, Limit int
	More                 bool
	Facets               store.Facets
	Lacking
	// follow says that there are more behind these.
	follow bool
}

// Lacking is what a search may have left out.
type Lacking struct {
	// Behind is how many documents changed since the index was brought up to date: the
	// latest words of theirs may be lacking.
	Behind int
	// Undated is how many pass but for the bounds of time, having no date; more than that,
	// where UndatedMore says so.
	Undated     int
	UndatedMore bool
}

// lacking counts what a search leaves out.
func lacking(ctx context.Context, a SearchArchive, s store.Search) (l Lacking, err error) {
	if l.Behind, err = a.Unsearched(ctx, find.Scheme); err != nil || s.From.IsZero() && s.To.IsZero() {
		return l, err
	}
	s.From, s.To, s.Undated, s.Limit, s.Offset = time.Time{}, time.Time{}, true, 0, 0
	found, err := a.Search(ctx, s)
	l.Undated, l.UndatedMore = found.Total, found.More
	return l, err
}

// Next is the offset of what follows, 0 where nothing does.
func (r Results) Next() int {
	if r.follow {
		return r.Offset + r.Limit
	}
	return 0
}

// Where says in which of a document's versions the words of a search stand.
type Where string

// The places.
const (
	WhereCurrent Where = "current"
	// WhereEarlier: only in a version that was edited since.
	WhereEarlier Where = "earlier"
	// WhereSeveral: some in one, some in another.
	WhereSeveral Where = "several"
	// WherePicture: in words that a machine read from a picture of the post.
	WherePicture Where = "picture"
)

// Result is a document that a search found.
type Result struct {
	store.Document
	States []store.State
	// Version is that whose words are shown, Capture what it comes from.
	Version store.Version
	Capture store.Capture
	Where   Where
	// Picture is that which has the words, for WherePicture.
	Picture store.Medium
	// Excerpt is the part of its text that has the words, and Marks where they stand in
	// it; TitleMarks where they stand in the title. In code points.
	Excerpt           string
	Marks, TitleMarks [][2]int
}

// excerptLength is how much of a text is shown, in code points.
const excerptLength = 240

// Search finds documents. A *BadQuestion says that it cannot be asked.
func Search(ctx context.Context, a SearchArchive, f Filter, facets bool) (Results, error) {
	s, q, err := f.search()
	if err != nil {
		return Results{}, err
	}
	if err := by(ctx, a, f.Author, &s); err != nil {
		return Results{}, err
	}
	out := Results{Offset: s.Offset, Limit: s.Limit}
	if out.Lacking, err = lacking(ctx, a, s); err != nil {
		return out, err
	}
	if s.Limit > 0 {
		s.Limit++ // one more tells whether any follow
	}
	found, err := a.Search(ctx, s)
	if err != nil {
		return out, err
	}
	out.Total, out.More = found.Total, found.More
	if out.follow = len(found.Hits) > out.Limit; out.follow {
		found.Hits = found.Hits[:out.Limit]
	}
	if facets {
		if out.Facets, err = a.Facets(ctx, s); err != nil {
			return out, err
		}
	}
	for _, h := range found.Hits {
		r, err := result(ctx, a, h, q)
		if errors.Is(err, store.ErrNotFound) {
			continue // it went meanwhile
		}
		if err != nil {
			return out, err
		}
		out.Results = append(out.Results, r)
	}
	return out, nil
}

// by reads who wrote it: the name of somebody whose accounts the user has grouped, a
// handle, an account (x:@handle), or words of a name.
func by(ctx context.Context, a SearchArchive, author string, s *store.Search) error {
	author = strings.TrimSpace(author)
	if author == "" {
		return nil
	}
	people, err := a.People(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		for _, n := range append([]string{p.Name}, p.Names...) {
			if find.Cut(n) == find.Cut(author) {
				s.Accounts = append(s.Accounts, p.Accounts...)
			}
		}
	}
	switch a, ok := account(author); {
	case ok:
		s.Accounts = append(s.Accounts, a)
		return nil
	case strings.HasPrefix(author, "@"):
		s.Handle = author[1:]
		return nil
	case !strings.ContainsAny(author, " \t"):
		s.Handle = author
	}
	s.Name = strings.Fields(find.Cut(author))
	return nil
}

// AccountText names an account as --author and the interface take it: x:@handle.
func AccountText(a store.Account) string { return string(a.Platform) + ":" + a.Key }

// account reads what AccountText wrote.
func account(s string) (store.Account, bool) {
	platform, key, ok := strings.Cut(s, ":")
	if !ok || platform == "" || strings.ContainsAny(platform, " @") || !strings.ContainsAny(key[:min(1, len(key))], "@#=") {
		return store.Account{}, false
	}
	return store.Account{Platform: store.Platform(strings.ToLower(platform)), Key: key}, true
}

// result reads what is shown of a hit: its current version, or the latest that has all
// of the words where that has not.
func result(ctx context.Context, a SearchArchive, h store.Hit, q find.Query) (Result, error) {
	r := Result{States: h.States, Where: WhereCurrent}
	var err error
	if r.Document, err = a.Document(ctx, h.Document); err != nil {
		return r, err
	}
	r.PublishedAt = r.Dated()
	versions, err := a.Versions(ctx, h.Document)
	if err != nil || len(versions) == 0 {
		return r, errors.Join(err, store.ErrNotFound)
	}
	at := len(versions) - 1
	text, title := stands(q, versions[at])
	if !together(text, title) {
		r.Where = WhereSeveral
		for i := at - 1; i >= 0 && r.Where == WhereSeveral; i-- {
			if x, y := stands(q, versions[i]); together(x, y) {
				at, text, title, r.Where = i, x, y, WhereEarlier
			}
		}
	}
	r.Version = versions[at]
	r.Title, r.Lang = r.Version.Title, r.Version.Lang
	r.Excerpt, r.Marks = find.Excerpt(r.Version.Text, text.Spans, excerptLength)
	r.TitleMarks = title.Spans
	if r.Where == WhereSeveral {
		if err := r.pictured(ctx, a, q, text, title); err != nil {
			return r, err
		}
	}
	if r.Version.Authority.Under(store.AuthorityOrigin) {
		r.Capture, err = a.CaptureRecord(ctx, r.Version.CaptureID)
	}
	return r, err
}

// pictured looks for the words in what a machine read of the document's pictures, where
// some may stand in the text.
func (r *Result) pictured(ctx context.Context, a SearchArchive, q find.Query, text, title find.Text) error {
	media, err := a.MediaOf(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, m := range media {
		read := q.In(m.Words)
		spans := read.Spans
		if len(spans) == 0 {
			continue
		}
		for i, ok := range text.Groups {
			read.Groups[i] = read.Groups[i] || ok
		}
		if together(read, title) {
			r.Where, r.Picture = WherePicture, m
			r.Excerpt, r.Marks = find.Excerpt(m.Words, spans, excerptLength)
			return nil
		}
	}
	return nil
}

// stands looks for the words in a version's text, and in its title. What stands in the
// description of a picture counts as standing in the text.
func stands(q find.Query, v store.Version) (text, title find.Text) {
	text, title = q.In(v.Text), q.In(v.Title)
	for _, m := range v.Media {
		for i, ok := range q.In(m.Alt).Groups {
			text.Groups[i] = text.Groups[i] || ok
		}
	}
	return text, title
}

// together reports whether every group of the words stands in the text or in the title.
func together(text, title find.Text) bool {
	for i := range text.Groups {
		if !text.Groups[i] && !title.Groups[i] {
			return false
		}
	}
	return true
}

package run

import (
	"context"
	"errors"
	"fmt"
	"time"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/notify"
	"onrecord/compare/cross"
	"onrecord/compare/find"
	"onrecord/compare/index"
	"onrecord/compare/link"
	"onrecord/store"
	"onrecord/store/sqlite"
)

// LinkCounts says what one link job did.
type LinkCounts struct {
	Articles int `json:"articles"`
	Quotes   int `json:"quotes"`
	Links    int `json:"links"`
}

// Link brings renditions, indexes, quotes and links up to date with the archive: first
// the new posts, then the quotes that wait for one of them, then the new articles, or
// all of them anew.
func Link(ctx context.Context, e config.Env, st *sqlite.DB, all bool) (LinkCounts, error) {
	translators, done := OpenTranslators(ctx, e)
	defer done()
	if err := Render(ctx, e, st, translators, 0); err != nil {
		return LinkCounts{}, err
	}
	channels, err := notify.Channels(ctx, st)
	if err != nil {
		return LinkCounts{}, err
	}
	if err := ReadPictures(ctx, e, st); err != nil {
		return LinkCounts{}, fmt.Errorf("read the pictures: %w", err)
	}
	n := notify.New(e, st)
	l := linker{ctx: ctx, st: st, find: st, now: e.Now, translators: translators, show: e.Progress("linking")}
	l.notify = func(doc store.Document, links []store.Link) error { return n.Altered(ctx, channels, doc, links) }
	if err := errors.Join(IndexPosts(ctx, st), indexQuotes(ctx, st)); err != nil {
		return l.n, fmt.Errorf("index the posts: %w", err)
	}
	if err := l.newPosts(); err != nil {
		return l.n, fmt.Errorf("link the new posts: %w", err)
	}
	known := link.Linker
	if all {
		known = -1 // no version was read by this one
	}
	if err := st.UnlinkedVersions(ctx, known, l.article); err != nil {
		return l.n, fmt.Errorf("link the articles: %w", err)
	}
	return l.n, errors.Join(indexQuotes(ctx, st), IndexWords(ctx, e, st))
}

// PostIndex is the index of posts.
type PostIndex interface {
	IndexPosts(ctx context.Context, scheme int, terms func(store.Version) []store.Term) (int, error)
}

// IndexPosts brings the index of posts up to date, which a lookup needs.
func IndexPosts(ctx context.Context, st PostIndex) error {
	_, err := st.IndexPosts(ctx, link.Scheme(), link.Terms)
	return err
}

// WordIndex is the index of the search.
type WordIndex interface {
	IndexWords(ctx context.Context, scheme int, cut func(string) string, show func(done, total int)) (int, error)
}

// IndexWords brings the index of the search up to date.
func IndexWords(ctx context.Context, e config.Env, st WordIndex) error {
	_, err := st.IndexWords(ctx, find.Scheme, find.Cut, e.Progress("indexing the words"))
	return err
}

type quoteIndex interface {
	IndexQuotes(ctx context.Context, scheme int, terms func(store.Quote) []store.Term) (int, error)
}

func indexQuotes(ctx context.Context, st quoteIndex) error {
	_, err := st.IndexQuotes(ctx, index.Scheme, index.QuoteTerms)
	return err
}

// linkStore is what linking reads and writes, beside what finds candidates.
type linkStore interface {
	Document(ctx context.Context, id store.DocumentID) (store.Document, error)
	Version(ctx context.Context, versionID int64) (store.Version, error)
	ReplaceQuotes(ctx context.Context, articleVersion int64, linker int, links []store.Link) error
	EachUnmatchedPost(ctx context.Context, f func([]store.Version) error) error
	UnlinkedQuotes(ctx context.Context, terms []store.Term, most int) ([]int64, error)
	ArticlesOfQuotes(ctx context.Context, quoteIDs []int64) ([]int64, error)
	SetNextLook(ctx context.Context, id store.DocumentID, next time.Time) error
}

type linker struct {
	ctx         context.Context
	st          linkStore
	find        cross.Finder
	now         func() time.Time
	translators cross.Translators
	n           LinkCounts
	show        func(done, total int)
	// notify is given each article's links, for the altered quotes among them.
	notify func(store.Document, []store.Link) error
}

// article finds the quotes of one article's version and links them.
func (l *linker) article(v store.Version) error {
	doc, err := l.st.Document(l.ctx, v.Document)
	if err != nil {
		return err
	}
	links, err := link.Article(l.ctx, l.find, l.translators, doc, v)
	if err != nil {
		return fmt.Errorf("%s: %w", v.Document, err)
	}
	l.n.Articles++
	l.n.Quotes += len(links)
	for _, k := range links {
		if k.Match.Document != "" {
			l.n.Links++
		}
	}
	l.show(l.n.Articles, l.n.Articles+1)
	if err := l.st.ReplaceQuotes(l.ctx, v.ID, link.Linker, links); err != nil {
		return err
	}
	return errors.Join(l.lookSooner(links), l.notify(doc, links))
}

// quotedLook is how soon a post is looked at again once an article quotes it.
const quotedLook = time.Hour

// lookSooner brings forward the next look at posts that a recent article quotes.
func (l *linker) lookSooner(links []store.Link) error {
	for _, k := range links {
		if k.Match.Document == "" {
			continue
		}
		doc, err := l.st.Document(l.ctx, k.Match.Document)
		if err != nil {
			return err
		}
		soon := l.now().Add(quotedLook)
		if doc.NextLook.IsZero() || doc.NextLook.Before(soon) || l.now().Sub(k.Quote.PublishedAt.Time) > notify.NewsAge {
			continue
		}
		if err := l.st.SetNextLook(l.ctx, doc.ID, soon); err != nil {
			return err
		}
	}
	return nil
}

// newPosts links anew the articles whose quotes without a source might come from a new post.
func (l *linker) newPosts() error {
	waiting := map[int64]bool{}
	err := l.st.EachUnmatchedPost(l.ctx, func(page []store.Version) error {
		return l.addWaiting(page, waiting)
	})
	if err != nil {
		return err
	}
	for id := range waiting {
		v, err := l.st.Version(l.ctx, id)
		if err != nil {
			return err
		}
		if err := l.article(v); err != nil {
			return err
		}
	}
	return nil
}

// addWaiting adds the article versions that hold a quote without a source which may come from
// one of some new posts.
func (l *linker) addWaiting(page []store.Version, waiting map[int64]bool) error {
	ids := make([]int64, len(page))
	for i, v := range page {
		ids[i] = v.ID
	}
	posts, err := l.find.Candidates(l.ctx, ids)
	if err != nil {
		return err
	}
	for _, p := range posts {
		err := errors.Join(l.waitingFor(index.Terms(p.Version.Text), waitingQuotes, waiting), l.waitingFor(index.AuthorTerms(p.Document.Author), speakerQuotes, waiting))
		if err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/words"
	"onrecord/compare/cross"
	"onrecord/compare/index"
	"onrecord/compare/link"
	"onrecord/store"
)

func (a *app) linkCommand() *cobra.Command {
	var all, reindex bool
	cmd := &cobra.Command{
		Use:   "link",
		Short: "Link the quotes of articles to the posts that they quote",
		Long: `Link reads every article's version that it has not read yet, finds its quotes and
the version of the post that each one quotes. New posts look among the quotes that
had no source. Posts in other languages than English are translated once, with what
is installed. It can be run again at any time; --all reads all of history anew.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.openArchive(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer st.Close()
			if reindex {
				if err := st.Reindex(cmd.Context()); err != nil {
					return err
				}
			}
			n, err := a.link(cmd.Context(), st, all)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(n)
			}
			_, err = fmt.Fprintf(a.out, "%s read, %s found, %d linked\n",
				words.Count(n.Articles, "article version"), words.Count(n.Quotes, "quote"), n.Links)
			return err
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "read all articles anew")
	cmd.Flags().BoolVar(&reindex, "reindex", false, "make the index anew first")
	a.tongueFlags(cmd)
	return cmd
}

// linkCounts says what one link job did.
type linkCounts struct {
	Articles int `json:"articles"`
	Quotes   int `json:"quotes"`
	Links    int `json:"links"`
}

// link brings index, quotes and links up to date with the archive: first the
// new posts, then the quotes that wait for one of them, then the new articles.
func (a *app) link(ctx context.Context, st store.Store, all bool) (linkCounts, error) {
	tongues, done := a.tongues(ctx)
	defer done()
	if err := a.render(ctx, st, tongues, 0); err != nil {
		return linkCounts{}, err
	}
	told, err := channels(ctx, st)
	if err != nil {
		return linkCounts{}, err
	}
	l := linker{ctx: ctx, st: st, tongues: tongues, now: a.now, show: a.progress("linking")}
	l.told = func(doc store.Document, links []store.Link) error {
		return a.announceAltered(ctx, st, told, doc, links)
	}
	if err := errors.Join(indexPosts(ctx, st), indexQuotes(ctx, st)); err != nil {
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
	return l.n, indexQuotes(ctx, st)
}

func indexQuotes(ctx context.Context, st store.Index) error {
	_, err := st.IndexQuotes(ctx, index.Scheme, index.QuoteTerms)
	return err
}

// indexPosts brings the index of posts up to date, which a lookup needs.
func indexPosts(ctx context.Context, st store.Index) error {
	_, err := st.IndexPosts(ctx, link.Scheme(), link.Terms)
	return err
}

type linker struct {
	ctx     context.Context
	st      store.Store
	tongues cross.Translators
	now     func() time.Time
	n       linkCounts
	show    func(done, total int)
	// told is given each article's links, to tell of altered quotes.
	told func(store.Document, []store.Link) error
}

// article finds the quotes of one article's version and links them.
func (l *linker) article(v store.Version) error {
	doc, err := l.st.Document(l.ctx, v.Document)
	if err != nil {
		return err
	}
	links, err := link.Article(l.ctx, l.st, l.tongues, doc, v)
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
	return errors.Join(l.lookSooner(links), l.told(doc, links))
}

// quotedLook is how soon a post is looked at again once an article quotes it.
const quotedLook = time.Hour

// lookSooner brings the next look at a post forward that the press has begun to
// quote.
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
		if doc.NextLook.IsZero() || doc.NextLook.Before(soon) || l.now().Sub(k.Quote.PublishedAt.Time) > newsAge {
			continue
		}
		if err := l.st.SetNextLook(l.ctx, doc.ID, soon); err != nil {
			return err
		}
	}
	return nil
}

// newPosts has the articles read again whose quotes without a source might come
// from a post that is new.
func (l *linker) newPosts() error {
	waiting := map[int64]bool{}
	err := l.st.EachUnmatchedPost(l.ctx, func(page []store.Version) error {
		return l.sought(page, waiting)
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

// sought asks the waiting quotes about some new posts.
func (l *linker) sought(page []store.Version, waiting map[int64]bool) error {
	ids := make([]int64, len(page))
	for i, v := range page {
		ids[i] = v.ID
	}
	posts, err := l.st.Candidates(l.ctx, ids)
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

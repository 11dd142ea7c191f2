package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"onrecord/compare"
	"onrecord/store"
)

func (a *app) linkCommand() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "link",
		Short: "Link the quotes of articles to the posts that they quote",
		Long: `Link reads every article's version that it has not read yet, finds its quotes and
the version of the post that each one quotes. New posts look among the quotes that
had no source. It can be run again at any time; --all reads all of history anew.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			st, err := a.openArchive(cmd.Context(), false)
			if err != nil {
				return err
			}
			defer st.Close()
			n, err := a.link(cmd.Context(), st, all)
			if err != nil {
				return err
			}
			if a.json {
				return a.printJSON(n)
			}
			_, err = fmt.Fprintf(a.out, "%s read, %s found, %d linked\n",
				count(n.Articles, "article version"), count(n.Quotes, "quote"), n.Links)
			return err
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "read all articles anew")
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
	l := linker{ctx: ctx, st: st, show: a.progress("linking")}
	if err := errors.Join(index(ctx, st), indexQuotes(ctx, st)); err != nil {
		return l.n, fmt.Errorf("index the posts: %w", err)
	}
	if err := l.newPosts(); err != nil {
		return l.n, fmt.Errorf("link the new posts: %w", err)
	}
	known := compare.Linker
	if all {
		known = -1 // no version was read by this one
	}
	if err := st.UnlinkedVersions(ctx, known, l.article); err != nil {
		return l.n, fmt.Errorf("link the articles: %w", err)
	}
	return l.n, indexQuotes(ctx, st)
}

func indexQuotes(ctx context.Context, st store.Index) error {
	_, err := st.IndexQuotes(ctx, compare.Scheme, func(q store.Quote) []store.Term { return compare.Terms(q.Text) })
	return err
}

// index brings the index of posts up to date, which a lookup needs.
func index(ctx context.Context, st store.Index) error {
	_, err := st.IndexPosts(ctx, compare.Scheme, func(v store.Version) []store.Term { return compare.Terms(v.Text) })
	return err
}

type linker struct {
	ctx  context.Context
	st   store.Store
	n    linkCounts
	show func(done, total int)
}

// article finds the quotes of one article's version and links them.
func (l *linker) article(v store.Version) error {
	doc, err := l.st.Document(l.ctx, v.Document)
	if err != nil {
		return err
	}
	links, err := compare.LinkArticle(l.ctx, l.st, doc, v)
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
	return l.st.ReplaceQuotes(l.ctx, v.ID, compare.Linker, links)
}

// newPosts has the articles read again whose quotes without a source might come
// from a post that is new.
func (l *linker) newPosts() error {
	waiting := map[int64]bool{}
	err := l.st.Unsought(l.ctx, func(page []store.Version) error {
		for _, v := range page {
			if err := l.waitingFor(compare.Terms(v.Text), waiting); err != nil {
				return err
			}
		}
		return nil
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

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

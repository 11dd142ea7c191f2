package serve

import (
	"context"
	"net/http"
	"time"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/wire"
	"onrecord/store"
)

// filtered reads the filters of a request.
func filtered(r *http.Request) (desk.Filter, error) {
	f, err := desk.FilterOf(r.URL.Query())
	if err == nil && f.Limit == 0 {
		f.Limit = usualList
	}
	return f, err
}

func (s *Server) apiSearch(r *http.Request) (any, error) {
	f, err := desk.FilterOf(r.URL.Query())
	if err != nil {
		return nil, err
	}
	facets, err := desk.Switch(r.URL.Query(), "facets", true)
	if err != nil {
		return nil, err
	}
	found, err := s.search(r.Context(), f, facets)
	return wire.FoundOf(found), err
}

// search searches, some at a time.
func (s *Server) search(ctx context.Context, f desk.Filter, facets bool) (desk.Results, error) {
	done, err := turn(ctx, s.lookups)
	if err != nil {
		return desk.Results{}, err
	}
	defer done()
	return desk.Search(ctx, s.o.Lists, f, facets)
}

// apiListed gives posts, or articles, with all of their text.
func (s *Server) apiListed(kind store.Kind) func(*http.Request) (any, error) {
	return func(r *http.Request) (any, error) {
		f, err := filtered(r)
		if err != nil {
			return nil, err
		}
		f.Kind = string(kind)
		found, err := s.search(r.Context(), f, false)
		out := wire.List{Items: []any{}}
		for _, x := range found.Results {
			out.Items = append(out.Items, wire.ListedOf(x))
		}
		if n := found.Next(); n != 0 {
			out.Next = &n
		}
		return out, err
	}
}

// apiQuotes gives the quotes of the articles that pass: limit and offset count articles.
func (s *Server) apiQuotes(r *http.Request) (any, error) {
	f, err := filtered(r)
	if err != nil {
		return nil, err
	}
	f.Kind = string(store.Article)
	found, err := s.search(r.Context(), f, false)
	if err != nil {
		return nil, err
	}
	out := wire.List{Items: []any{}}
	for _, x := range found.Results {
		vs, err := s.o.Lists.Versions(r.Context(), x.ID)
		if err != nil {
			return nil, err
		}
		links, err := s.r.Quotes(r.Context(), vs[len(vs)-1].ID)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if f.HasVerdict(l) {
				out.Items = append(out.Items, wire.QuoteOf(l, x.Document))
			}
		}
	}
	if n := found.Next(); n != 0 {
		out.Next = &n
	}
	return out, nil
}

func (s *Server) apiSources(r *http.Request) (any, error) {
	all, err := s.o.Overview.Sources(r.Context(), time.Time{})
	out := wire.List{Items: []any{}}
	for _, x := range all {
		out.Items = append(out.Items, wire.SourceOf(x))
	}
	return out, err
}

// someLinks are those that pass, a part of them.
func (s *Server) someLinks(ctx context.Context, f desk.Filter) (out []store.Link, err error) {
	asked := f.Values()
	asked.Del("limit")
	asked.Del("offset")
	if len(asked) == 0 && f.Limit <= longestList {
		return s.r.SomeLinks(ctx, f.Offset, f.Limit)
	}
	done, err := turn(ctx, s.lookups)
	if err != nil {
		return nil, err
	}
	defer done()
	err = desk.EachLink(ctx, s.o.Lists, f, func(l store.Link) error {
		out = append(out, l)
		return nil
	})
	return out, err
}

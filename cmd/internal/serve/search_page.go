package serve

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"onrecord/cmd/internal/desk"
	"onrecord/store"
	"onrecord/templates/view"
)

// searchPage answers the form that searches.
func (s *Server) searchPage(w http.ResponseWriter, r *http.Request) {
	f, err := desk.FilterOf(r.URL.Query())
	if f.From+f.To != "" {
		f.Undated = false // it is kept in the form, where a time was typed since
	}
	answer := view.SearchAnswer{Form: formOf(f)}
	if err == nil && len(f.Values()) > 0 {
		var found desk.Results
		if found, err = s.search(r.Context(), f, true); err == nil {
			answer = answerOf(f, found)
		}
	}
	var bad *desk.BadQuestion
	switch {
	case errors.As(err, &bad):
		answer.Problem = bad.Error()
	case err != nil:
		s.problem(w, r, err)
		return
	}
	var b buffer
	if err := s.o.Site.DrawSearch(r.Context(), &b, answer); err != nil {
		s.problem(w, r, err)
		return
	}
	s.send(w, r, "text/html; charset=utf-8", b.Bytes())
}

// formOf puts a filter into the form's fields.
func formOf(f desk.Filter) view.SearchForm {
	out := view.SearchForm{Words: f.Words, Author: f.Author, Outlet: f.Outlet, From: f.From, To: f.To, Kind: f.Kind, GoneWithin: f.GoneWithin, Sort: f.Sort}
	kept := f.Values()
	if len(f.State) == 1 && slices.Contains([]string{"edited", "contradicted", "gone", "missed", "restored"}, f.State[0]) {
		out.State = f.State[0]
		kept.Del("state")
	}
	for _, name := range []string{"q", "author", "outlet", "from", "to", "kind", "gone-within", "sort", "offset", "page"} {
		kept.Del(name)
	}
	for _, name := range slices.Sorted(keys(kept)) {
		for _, v := range kept[name] {
			out.Kept = append(out.Kept, view.SearchField{Name: name, Value: v})
		}
	}
	return out
}

func keys(v url.Values) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range v {
			if !yield(k) {
				return
			}
		}
	}
}

// answerOf is what the page shows of what was found.
func answerOf(f desk.Filter, found desk.Results) view.SearchAnswer {
	out := view.SearchAnswer{
		Form: formOf(f), Asked: true, Total: found.Total, More: found.More, First: found.Offset + 1, Of: found.Facets.Of, Behind: found.Behind,
		Undated: found.Undated, UndatedMore: found.UndatedMore, WithoutDate: value(f, "undated", "true", "", 0).Href,
		Facets: facetsOf(f, found.Facets),
	}
	if found.Total > 0 {
		all := f.Values()
		for _, name := range paging {
			all.Del(name)
		}
		out.Table = "export/" + foundTable + "?" + all.Encode()
	}
	for _, r := range found.Results {
		out.Hits = append(out.Hits, view.SearchHit{
			Doc: r.Document, Version: r.Version, Earlier: r.Where == desk.WhereEarlier, Several: r.Where == desk.WhereSeveral, Pictured: r.Where == desk.WherePicture,
			Excerpt: view.Highlighted{Text: r.Excerpt, Marks: r.Marks},
		})
	}
	if n := found.Next(); n != 0 {
		out.Next = at(f, n)
	}
	if found.Offset > 0 {
		before := max(found.Offset-found.Limit, 0)
		if before >= found.Total && !found.More { // which lies behind the last as well
			before = max(found.Total-1, 0) / found.Limit * found.Limit
		}
		out.Before = at(f, before)
	}
	return out
}

// at is the address of the same question from another result on.
func at(f desk.Filter, offset int) string {
	v := f.Values()
	v.Del("page")
	v.Del("offset")
	if offset > 0 {
		v.Set("offset", strconv.Itoa(offset))
	}
	return "search?" + v.Encode()
}

// facetsOf are the counts as links that ask for less, or take back what was asked.
func facetsOf(f desk.Filter, all store.Facets) []view.SearchFacet {
	var authors []view.SearchValue
	for _, a := range all.Authors {
		name := a.Author.Name
		if name == "" {
			name = "@" + a.Author.Handle
		}
		authors = append(authors, value(f, "author", desk.AccountText(a.Account), view.Name(name), a.Count))
	}
	out := []view.SearchFacet{{Name: "Author", Values: authors}}
	for _, x := range []struct {
		name, parameter string
		counts          []store.FacetCount
		word            bool
	}{
		{"Kind", "kind", all.Kinds, true}, {"Platform", "platform", all.Platforms, false}, {"Language", "lang", all.Langs, false}, {"State", "state", all.States, true}, {"Year", "from", all.Years, false},
	} {
		var values []view.SearchValue
		for _, c := range x.counts {
			if c.Value == "" && x.name == "Year" {
				v := value(f, "undated", "true", "no date", c.Count)
				v.Word = true
				values = append(values, v)
			}
			if c.Value == "" {
				continue // what else is not known cannot be asked for
			}
			v := value(f, x.parameter, c.Value, view.Plain(c.Value), c.Count)
			v.Word = x.word
			values = append(values, v)
		}
		out = append(out, view.SearchFacet{Name: x.name, Values: values})
	}
	return slices.DeleteFunc(out, func(x view.SearchFacet) bool { return len(x.Values) < 2 && !(len(x.Values) == 1 && x.Values[0].On) })
}

// value leads to what has it. A year bounds both ends.
func value(f desk.Filter, parameter, v, text string, count int) view.SearchValue {
	q := f.Values()
	q.Del("offset")
	q.Del("page")
	on := slices.Contains(q[parameter], v)
	q.Del(parameter)
	switch parameter {
	case "from":
		q.Del("to")
		q.Del("undated")
	case "undated":
		q.Del("from")
		q.Del("to")
	}
	if !on {
		q.Set(parameter, v)
		if parameter == "from" {
			q.Set("to", v)
		}
	}
	return view.SearchValue{Text: text, Href: "search?" + q.Encode(), Count: count, On: on}
}

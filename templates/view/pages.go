package view

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"onrecord/store"
)

// Entry is a kind of page.
type Entry struct {
	// Template draws it, from a struct like Struct.
	Template string
	Struct   any
	// Single fills the page where the site has only one of the kind, named like its template.
	Single func(*PageBuilder, context.Context) (Page, error)
	// Nav is the text of the link to it on every page, "" for no link.
	Nav string
	// Served says that only a server has it, Managed that only one has it by which the
	// archive is managed.
	Served, Managed bool
}

// Pages are all kinds of pages. A new one is a line here, its struct with what fills it in
// a file of this package, its template in templates/page/html/pages, and its texts in
// templates/locale/text. One with Single needs no more; pages of which there are many are
// also found by At, and drawn by the package report.
var Pages = []Entry{
	{Template: "index", Struct: &IndexPage{}, Single: (*PageBuilder).Index, Nav: "Overview"},
	{Template: "changes", Struct: ChangesPage{}, Single: (*PageBuilder).Changes, Nav: "Changes"},
	{Template: "authors", Struct: AuthorsPage{}, Single: (*PageBuilder).firstAuthors, Nav: "Authors"},
	{Template: "months", Struct: &MonthsPage{}, Single: (*PageBuilder).Months, Nav: "By month"},
	{Template: "sources", Struct: SourcesPage{}, Single: (*PageBuilder).firstSources, Nav: "Sources"},
	{Template: "runs", Struct: RunsPage{}, Single: (*PageBuilder).Runs, Nav: "Runs"},
	{Template: "search", Struct: SearchPage{}, Nav: "Search", Served: true},
	{Template: "lookup", Struct: &LookupPage{}, Single: (*PageBuilder).emptyLookup, Nav: "Look up a quote"},
	{Template: "check", Struct: &CheckPage{}, Nav: "Check a draft", Served: true},
	{Template: "manage", Struct: &ManagePage{}, Nav: "Manage", Served: true, Managed: true},
	{Template: "about", Struct: AboutPage{}, Single: (*PageBuilder).About, Nav: "How this works"},
	{Template: "log", Struct: LogPage{}, Single: (*PageBuilder).Log},
	{Template: "post", Struct: PostPage{}},
	{Template: "article", Struct: ArticlePage{}},
	{Template: "compare", Struct: ComparePage{}},
	{Template: "author", Struct: AuthorPage{}},
	{Template: "month", Struct: MonthListPage{}},
	{Template: "outlets", Struct: OutletsPage{}},
	{Template: "outlet", Struct: OutletPage{}},
	{Template: "source", Struct: SourcePage{}},
	{Template: "run", Struct: RunPage{}},
	{Template: "memento", Struct: MementoPage{}},
	{Template: "tools", Struct: ToolsPage{}},
	{Template: "manage-source", Struct: &ManageSourcePage{}, Managed: true},
	{Template: "manage-document", Struct: &ManageDocumentPage{}, Managed: true},
	{Template: "forget", Struct: &ForgetPage{}, Managed: true},
	{Template: "job", Struct: &JobPage{}, Managed: true},
	{Template: "login", Struct: LoginPage{}},
	{Template: "problem", Struct: ProblemPage{}},
}

// At is the page of a path as the static report has it, such as "index.html" or
// "posts/SLUG.html"; store.ErrNotFound where there is none.
func (p *PageBuilder) At(ctx context.Context, path string) (Page, error) {
	folder, name, ok := strings.Cut(strings.TrimSuffix(path, ".html"), "/")
	if !ok {
		return p.single(ctx, folder)
	}
	switch folder {
	case "posts", "articles", "compare":
		return p.ofDocument(ctx, folder, name)
	case "months":
		return p.monthListNamed(ctx, name)
	case "authors":
		a, err := p.account(ctx, name)
		if err != nil {
			return nil, err
		}
		return p.Author(ctx, a)
	}
	id, err := strconv.ParseInt(name, 10, 64)
	switch {
	case err != nil:
	case folder == "sources":
		return p.Source(ctx, id)
	case folder == "runs":
		return p.Run(ctx, id)
	}
	return nil, NotFound(path)
}

// ofDocument is a page of a document: its own, or one that compares its versions.
func (p *PageBuilder) ofDocument(ctx context.Context, folder, name string) (Page, error) {
	slug, of := cutSeq(name)
	d, err := p.find(ctx, folder, slug)
	switch {
	case err != nil:
		return nil, err
	case folder == "compare":
		return p.Compare(ctx, d, of)
	case of > 0:
		return nil, NotFound(folder + "/" + name)
	}
	return p.Document(ctx, d)
}

// partName takes the name of a further page of a list apart.
var partName = regexp.MustCompile(`^(authors|sources)-p([1-9]\d{0,6})$`)

// single are the pages of which there is one, and the further ones of their lists.
func (p *PageBuilder) single(ctx context.Context, name string) (Page, error) {
	if m := partName.FindStringSubmatch(name); m != nil {
		part, _ := strconv.Atoi(m[2])
		if m[1] == "authors" {
			return p.Authors(ctx, part)
		}
		return p.Sources(ctx, part)
	}
	for _, e := range Pages {
		if e.Template == name && e.Single != nil {
			return e.Single(p, ctx)
		}
	}
	return nil, NotFound(name)
}

func (p *PageBuilder) emptyLookup(ctx context.Context) (Page, error) {
	return p.Lookup(ctx, LookupAnswer{})
}

// NotFound says that there is no such page.
func NotFound(path string) error { return fmt.Errorf("page %s: %w", path, store.ErrNotFound) }

package scraper

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// Registry is the platforms that the program knows. Whatever asks which adapter an
// address, an id or a source belongs to asks here.
type Registry struct {
	adapters []Adapter
	others   map[store.Platform]string
}

// NewRegistry makes one of adapters in the order in which they are asked whether an
// address is theirs.
func NewRegistry(adapters ...Adapter) *Registry { return &Registry{adapters: adapters} }

// Calling gives the names of platforms that have no adapter.
func (r *Registry) Calling(names map[store.Platform]string) *Registry {
	r.others = names
	return r
}

// first is the first adapter that fits, nil for none.
func (r *Registry) first(fits func(Adapter) bool) Adapter {
	if r == nil {
		return nil
	}
	for _, a := range r.adapters {
		if fits(a) {
			return a
		}
	}
	return nil
}

// Named is a platform's adapter, nil for a platform that is not known.
func (r *Registry) Named(p store.Platform) Adapter {
	return r.first(func(a Adapter) bool { return a.Platform() == p })
}

// At is the adapter that reads the document or account at an address, nil where none
// does. Feeds are told by their sources, not here.
func (r *Registry) At(u *url.URL) Adapter {
	return r.first(func(a Adapter) bool { return !a.Traits().Lists && a.Match(u) })
}

// Lists is the adapter of feeds.
func (r *Registry) Lists() Adapter { return r.first(func(a Adapter) bool { return a.Traits().Lists }) }

// AnyPage is the adapter of the web's pages.
func (r *Registry) AnyPage() Adapter {
	return r.first(func(a Adapter) bool { return a.Traits().AnyPage })
}

// IsPage reports whether a platform is the web, whose pages are read as they come.
func (r *Registry) IsPage(p store.Platform) bool {
	a := r.AnyPage()
	return a != nil && a.Platform() == p
}

// OfPlatform reports whether an address is a platform's own, not just any page's or
// a feed's.
func (r *Registry) OfPlatform(u *url.URL) bool {
	a := r.At(u)
	return a != nil && !a.Traits().AnyPage
}

// guessed is the adapter that an address may belong to by a shape that any site may
// have, with the requests that tell; nil for none.
func (r *Registry) guessed(u *url.URL) (Adapter, []Request) {
	var reqs []Request
	a := r.first(func(a Adapter) bool {
		if g := a.Traits().Guess; g != nil {
			reqs = g(u)
		}
		return len(reqs) > 0
	})
	return a, reqs
}

// DocumentAt is the document that an address names; "" where it names none.
func (r *Registry) DocumentAt(raw string) store.DocumentID {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return ""
	}
	if a := r.At(u); a != nil {
		return a.Document(u)
	}
	return ""
}

// DocumentsAt are the documents that an address may name, by all that the archive may
// know it as: a post's, or that of a page at the same address.
func (r *Registry) DocumentsAt(raw string) (out []store.DocumentID) {
	u, err := url.Parse(r.WebAddress(raw))
	if err != nil || u.Host == "" {
		return nil
	}
	for _, a := range r.adapters {
		if id := a.Document(u); id != "" {
			out = append(out, id)
		}
	}
	return out
}

// PostAt is the post that an address names; a page of the web is none.
func (r *Registry) PostAt(u *url.URL) store.DocumentID {
	if a := r.At(u); a != nil && !a.Traits().AnyPage {
		return a.Document(u)
	}
	return ""
}

// NameEmbeds gives embedded posts their document ids, where their address tells.
func (r *Registry) NameEmbeds(seen []store.Observation) {
	for _, o := range seen {
		for i := range o.Content.Marks {
			m := &o.Content.Marks[i]
			if u, err := url.Parse(m.URL); m.Document == "" && m.Kind == store.MarkEmbed && err == nil && u.Host != "" {
				m.Document = r.PostAt(u)
			}
		}
	}
}

// Start are the first requests for an address, read as the source says: those of the
// adapter whose it is, behind those of one that it may belong to.
func (r *Registry) Start(u *url.URL, s store.Source) []Request {
	_, maybe := r.guessed(u)
	a := r.At(u)
	if a == nil {
		return maybe
	}
	s.Platform = a.Platform()
	reqs := a.Start(s)
	if len(maybe) == 0 {
		return reqs
	}
	maybe[len(maybe)-1].IfFailed = reqs
	return maybe
}

// StartDocument are the requests for a document that the archive has, made by its own
// platform's adapter where that knows its address.
func (r *Registry) StartDocument(u *url.URL, d store.Document, of store.Source) []Request {
	s := store.Source{Platform: d.Platform, URL: d.URL, Selector: of.Selector, Speaker: speakerAt(u, of)}
	if a := r.Named(d.Platform); a != nil && owns(a, u) {
		return a.Start(s)
	}
	return r.Start(u, s)
}

// reader is the adapter that reads an answer: the one that the request names, or else
// that of the address asked.
func (r *Registry) reader(req Request, u *url.URL) Adapter {
	if req.Platform != "" {
		return r.Named(req.Platform)
	}
	if asked, err := url.Parse(req.URL); err == nil {
		u = asked
	}
	return r.first(func(a Adapter) bool { return a.Match(u) })
}

// owns reports whether an address is an adapter's, or may be.
func owns(a Adapter, u *url.URL) bool {
	g := a.Traits().Guess
	return a.Match(u) || g != nil && len(g(u)) > 0
}

// owners are the adapters whose address it may be and is, in this order.
func (r *Registry) owners(u *url.URL) (out []Adapter) {
	if a, _ := r.guessed(u); a != nil {
		out = append(out, a)
	}
	if a := r.At(u); a != nil {
		out = append(out, a)
	}
	return out
}

// Recognise says what an address names and whose it is; kind, where it is not "", is
// what the user calls it.
func (r *Registry) Recognise(u *url.URL, kind store.SourceKind) (Adapter, Target, error) {
	a := r.first(func(a Adapter) bool {
		if kind == store.SourceFeed {
			return a.Traits().Lists
		}
		return a.Match(u)
	})
	if a == nil {
		return nil, Target{}, fmt.Errorf("no adapter reads %s; give the address of an account, a post, a feed or a page", Clip(u.String()))
	}
	t, err := a.Recognise(u)
	return a, t, err
}

// Archived are the addresses under which archives of the web may have kept what an
// address names; prefix says that they are what those of an account's posts begin
// with.
func (r *Registry) Archived(u *url.URL) (addresses []string, prefix bool, err error) {
	_, t, err := r.Recognise(u, "")
	switch {
	case err != nil:
		return nil, false, err
	case t.Kind == store.SourceFeed:
		return nil, false, errors.New("a feed's captures only name pages; give the address of one of its pages")
	case len(t.Archived) > 0:
		return t.Archived, t.Kind == store.SourceAccount, nil
	case t.Kind == store.SourceAccount:
		return []string{strings.TrimRight(u.String(), "/") + "/"}, true, nil
	}
	return []string{u.String()}, false, nil
}

// CheckTarget says what is wrong with an address that would be captured, before
// anything is fetched.
func (r *Registry) CheckTarget(raw string) error {
	u, err := ParseURL(raw)
	if err != nil {
		return err
	}
	a := r.At(u)
	if a == nil {
		return fmt.Errorf("no adapter reads %s", Clip(raw))
	}
	_, err = a.Recognise(u)
	return err
}

// Name is a platform's as it writes it; one that is not known has none but its own.
func (r *Registry) Name(p store.Platform) string {
	if a := r.Named(p); a != nil && a.Traits().Name != "" {
		return a.Traits().Name
	}
	return cmp.Or(r.others[p], string(p))
}

// Names are the platforms' names by what stands before the colon of their ids.
func (r *Registry) Names() map[store.Platform]string {
	out := map[store.Platform]string{}
	maps.Copy(out, r.others)
	for _, a := range r.adapters {
		if n := a.Traits().Name; n != "" {
			out[a.Platform()] = n
		}
	}
	return out
}

// PlatformOf is the platform that people mean by a name, in any case; "" for one that
// is not known.
func (r *Registry) PlatformOf(name string) store.Platform {
	p := store.Platform(strings.ToLower(strings.TrimSpace(name)))
	a := r.first(func(a Adapter) bool {
		t := a.Traits()
		if p == a.Platform() || string(p) == strings.ToLower(t.Name) {
			return true
		}
		for _, other := range t.Aliases {
			if other == p {
				return true
			}
		}
		return false
	})
	if a == nil {
		return ""
	}
	return a.Platform()
}

// DocumentID checks an id that somebody writes down and gives the one form of it: the
// platform by any of its names, the rest as the platform writes ids. A platform that
// is not known cannot be checked, and its ids are taken as they are.
func (r *Registry) DocumentID(platform, native string) (store.DocumentID, error) {
	native = strings.TrimSpace(native)
	p := r.PlatformOf(platform)
	switch a := r.Named(p); {
	case native == "" || platform == "":
		return "", errors.New("an id needs a platform and the platform's own id")
	case a != nil:
		// Some write the platform before the id once more.
		if name, rest, ok := strings.Cut(native, ":"); ok && r.PlatformOf(name) == p {
			native = rest
		}
		if err := a.CheckID(native); err != nil && (!ownLabel(native) || a.Traits().Bare != nil && a.Traits().Bare(native)) {
			return "", err
		}
		if u, err := url.Parse(native); err == nil && a.Traits().AnyPage && u.Host != "" {
			return a.Document(u), nil
		}
		return store.NewDocumentID(p, native), nil
	case strings.ContainsAny(native, " \t\r\n"):
		return "", fmt.Errorf("%q is no id", Clip(native))
	}
	return store.NewDocumentID(store.Platform(strings.ToLower(platform)), native), nil
}

// Tells reports whether an id tells a platform's posts apart: the platform is known and
// writes its ids so. Other ids are whatever somebody took for one.
func (r *Registry) Tells(id store.DocumentID) bool {
	a := r.Named(id.Platform())
	return a != nil && a.CheckID(id.Native()) == nil
}

// Cut says why a platform's text was cut by it; "" where it was not, or none can tell.
func (r *Registry) Cut(p store.Platform, text string) (why string) {
	if a := r.Named(p); a != nil && a.Traits().Cut != nil {
		return a.Traits().Cut(text)
	}
	return ""
}

// IDTime is the time that the ids of one document carry; the zero time where none does.
func (r *Registry) IDTime(ids ...store.DocumentID) time.Time {
	for _, id := range ids {
		a := r.Named(id.Platform())
		if a == nil || a.Traits().IDTime == nil || a.CheckID(id.Native()) != nil {
			continue
		}
		if t := a.Traits().IDTime(id.Native()); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// listed is DocumentID for an id of a list, which what wrote the list may have rounded.
func (r *Registry) listed(platform, native string) (store.DocumentID, error) {
	id, err := r.DocumentID(platform, native)
	if a := r.Named(id.Platform()); err == nil && a != nil && a.Traits().Rounded != nil && a.Traits().Rounded(id.Native()) {
		return "", fmt.Errorf("%q was rounded by a spreadsheet or another program: its last digits are zeros; take it from the post's address", Clip(id.Native()))
	}
	return id, err
}

// NamePost names a post that a list tells of: by its address where that names it, else
// by the platform and the id that the list has. Where the list has a word of its own for
// it, that is its name and the address's another one. A post that cannot be named, or
// that id and address name differently, is refused.
func (r *Registry) NamePost(platform, native, address string) (id store.DocumentID, aliases []store.DocumentID, err error) {
	native = strings.TrimSpace(native)
	if address == "" && strings.Contains(native, "://") {
		address = native
	}
	p, at := r.PlatformOf(platform), store.DocumentID("")
	if r.Named(p) == nil && !platformName.MatchString(strings.ToLower(platform)) {
		return "", nil, fmt.Errorf("%q is no name of a platform; give letters a to z, digits, dots and dashes, as x or mastodon", Clip(platform))
	}
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		at = r.PostAt(u)
	}
	if at == "" || at.Platform() != p {
		id, err = r.listed(platform, native)
		return id, nil, err
	}
	id, err = r.listed(platform, native)
	switch {
	case err != nil || id == at:
		return at, nil, nil
	case r.Named(p).CheckID(id.Native()) == nil:
		return "", nil, fmt.Errorf("id names %s, and post_url %s; leave the wrong one out", Clip(string(id)), Clip(string(at)))
	}
	return id, []store.DocumentID{at}, nil
}

// ownLabel reports whether an id is a name that the keeper of a list gave, which no
// platform's id could be taken for: a word, not a number in whatever form, and no
// address.
func ownLabel(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err != nil && s != "true" && s != "false" && label.MatchString(s) && letters.MatchString(s)
}

// platformName is what a platform may be called that onrecord does not know.
var platformName = regexp.MustCompile(`^[a-z0-9._-]{1,40}$`)

var (
	label   = regexp.MustCompile(`^[\pL\pN][\pL\pN._-]*$`)
	letters = regexp.MustCompile(`\pL`)
)

// WebAddress turns what people paste into the web address at which it is read, and
// gives back what it does not know.
func (r *Registry) WebAddress(raw string) string {
	for _, a := range r.adapters {
		if f := a.Traits().ReadAs; f != nil {
			if s := f(raw); s != raw {
				return s
			}
		}
	}
	if mended := site.Mended(raw); CheckURL(raw) != nil && CheckURL(mended) == nil {
		return mended
	}
	return raw
}

// Account is whose account an address or PLATFORM:@HANDLE names.
func (r *Registry) Account(raw string) (store.Account, error) {
	if name, key, ok := strings.Cut(raw, ":"); ok && len(key) > 1 && strings.HasPrefix(key, "@") {
		if p := r.PlatformOf(name); p != "" {
			return store.Account{Platform: p, Key: store.Author{Handle: key[1:]}.Key()}, nil
		}
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || !r.OfPlatform(u) {
		return store.Account{}, ErrNoAccount
	}
	a := r.At(u)
	t, err := a.Recognise(u)
	if err != nil {
		return store.Account{}, err
	}
	if t.Kind == store.SourceAccount && t.Unnamed != "" {
		return store.Account{}, errors.New(t.Unnamed)
	}
	if t.Kind != store.SourceAccount || t.Account.Key() == "" {
		return store.Account{}, ErrNoAccount
	}
	return store.Account{Platform: a.Platform(), Key: t.Account.Key()}, nil
}

// ErrNoAccount says that an address names no account.
var ErrNoAccount = errors.New("it is not an account; give the address of its page, or PLATFORM:@HANDLE")

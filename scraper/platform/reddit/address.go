package reddit

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/site"
	"onrecord/store"
)

// hosts are Reddit's own; redd.it is the short one.
var hosts = []string{"reddit.com", "www.reddit.com", "old.reddit.com", "new.reddit.com", "np.reddit.com", "redd.it"}

// forms are Reddit's hosts for a language or a kind of screen, all with the same paths.
var forms = regexp.MustCompile(`^(?:[a-z]{2}|amp|sh|m|i)\.reddit\.com$`)

var (
	idForm       = regexp.MustCompile(`^[a-z0-9]{1,13}$`)
	fullnameForm = regexp.MustCompile(`^t[13]_[a-z0-9]{1,13}$`)
	userForm     = regexp.MustCompile(`^[A-Za-z0-9_-]{3,20}$`)
	subForm      = regexp.MustCompile(`^[A-Za-z0-9_]{2,30}$`)
)

// place is what an address names: a post, a comment (and its post), an account,
// a subreddit, or nothing.
type place struct {
	post, comment, user, subreddit string
	// why says what is wrong with an address of Reddit that names nothing.
	why string
}

// document is the identity of the post or the comment, "" where it is neither.
func (p place) document() store.DocumentID {
	switch {
	case p.comment != "":
		return store.NewDocumentID(Platform, "t1_"+p.comment)
	case p.post != "":
		return store.NewDocumentID(Platform, "t3_"+p.post)
	}
	return ""
}

// Match reports whether the whole host name is one of Reddit's.
func (*Adapter) Match(u *url.URL) bool {
	return site.Is(u, hosts) || u != nil && site.Is(u, forms.FindAllString(site.Name(u), 1))
}

// locate reads an address.
func locate(u *url.URL) place {
	if !(*Adapter)(nil).Match(u) {
		return place{}
	}
	return locatePath(u.Path, site.Name(u) == "redd.it")
}

// locatePath reads a path, on whichever host it stands. Ends such as .rss and
// .json name the same thing in another form.
func locatePath(path string, short bool) place {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	if n := len(parts); n > 0 {
		if parts[n-1] = strings.TrimSuffix(strings.TrimSuffix(parts[n-1], ".rss"), ".json"); parts[n-1] == "" {
			parts = parts[:n-1]
		}
	}
	switch {
	case short && len(parts) == 1:
		return thread(parts)
	case len(parts) < 2:
		return place{}
	case parts[0] == "comments" || parts[0] == "gallery":
		return thread(parts[1:])
	case len(parts) > 3 && parts[2] == "comments" && slices.Contains([]string{"r", "u", "user"}, parts[0]):
		return thread(parts[3:])
	case parts[0] == "r" && len(parts) > 2 && parts[2] == "s":
		return place{why: "a share link does not name its post; open it in a browser and take the address that it leads to"}
	case parts[0] == "r" && subForm.MatchString(parts[1]) && len(parts) <= 3:
		return place{subreddit: parts[1]}
	case (parts[0] == "u" || parts[0] == "user") && userForm.MatchString(parts[1]) && len(parts) <= 3:
		return place{user: parts[1]}
	}
	return place{}
}

// thread reads ID, ID/SLUG, ID/SLUG/COMMENT and ID/comment/COMMENT.
func thread(parts []string) place {
	p := place{post: strings.ToLower(parts[0])}
	if len(parts) >= 3 {
		p.comment = strings.ToLower(parts[2])
	}
	if !idForm.MatchString(p.post) || p.comment != "" && !idForm.MatchString(p.comment) {
		return place{why: "an id on Reddit has letters and digits only"}
	}
	return p
}

// Document is the post or comment that the address names, "" where it names none.
func (*Adapter) Document(u *url.URL) store.DocumentID { return locate(u).document() }

// errAddress says what to give.
var errAddress = errors.New("give a post (https://www.reddit.com/comments/ID), an account (https://www.reddit.com/user/NAME) or a subreddit (https://www.reddit.com/r/NAME)")

// CheckID takes Reddit's full names.
func (*Adapter) CheckID(native string) error {
	if !fullnameForm.MatchString(native) {
		return fmt.Errorf("%q is no id on Reddit; give t3_ID for a post, t1_ID for a comment, or its address", native)
	}
	return nil
}

// Recognise tells a post, an account and a subreddit apart and names them.
func (*Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	p := locate(u)
	switch {
	case p.comment != "":
		return scraper.Target{Kind: store.SourcePost, Name: "Reddit comment " + p.comment}, nil
	case p.post != "":
		return scraper.Target{Kind: store.SourcePost, Name: "Reddit post " + p.post}, nil
	case p.user != "":
		return scraper.Target{Kind: store.SourceAccount, Name: "u/" + p.user + " on Reddit", Account: store.Author{Handle: p.user}}, nil
	case p.subreddit != "":
		return scraper.Target{Kind: store.SourceFeed, Name: "r/" + p.subreddit + " on Reddit"}, nil
	case p.why != "":
		return scraper.Target{}, fmt.Errorf("%s; %w", p.why, errAddress)
	}
	return scraper.Target{}, fmt.Errorf("this address of Reddit names nothing that can be read; %w", errAddress)
}

package telegram

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

// hosts are Telegram's own, all with the same paths.
var hosts = []string{"t.me", "www.t.me", "telegram.me", "telegram.dog"}

// reserved are first path parts that are no channel.
// https://core.telegram.org/api/links
var reserved = []string{
	"addemoji", "addlist", "addstickers", "addstyle", "addtheme", "auction", "auth", "boost", "call", "confirmphone",
	"contact", "embed", "fragment", "giftcode", "invoice", "joinchat", "login", "nft", "oauth", "proxy",
	"setlanguage", "share", "socks", "stargift", "stickers", "story",
}

var (
	nameForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{3,31}$`)
	// ownHost is a channel's own host, NAME.t.me, whose paths are those behind t.me/NAME.
	// https://core.telegram.org/api/links
	ownHost    = regexp.MustCompile(`^([a-z][a-z0-9_]{3,31})\.t\.me$`)
	numberForm = regexp.MustCompile(`^[1-9][0-9]{0,9}$`)
)

// place is what an address names: a post (both fields), a channel, or neither.
type place struct {
	// channel is in lower case, number the post's number in it.
	channel, number string
	// why says what is wrong with an address of Telegram that names neither.
	why string
}

// document is the post's identity, "" where the place is none.
func (p place) document() store.DocumentID {
	if p.number == "" {
		return ""
	}
	return store.NewDocumentID(Platform, p.channel+"/"+p.number)
}

// Match reports whether the whole host name is one of Telegram's.
func (*Adapter) Match(u *url.URL) bool {
	return site.Is(u, hosts) || u != nil && site.Is(u, ownHost.FindAllString(site.Name(u), 1))
}

// locate reads an address: /CHANNEL, /s/CHANNEL, /CHANNEL/N, /s/CHANNEL/N, and
// /GROUP/TOPIC/N of groups with topics.
func locate(u *url.URL) place {
	if !(*Adapter)(nil).Match(u) {
		return place{}
	}
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	if m := ownHost.FindStringSubmatch(site.Name(u)); m != nil {
		parts = append([]string{m[1]}, parts...)
	}
	if len(parts) > 1 && parts[0] == "s" {
		parts = parts[1:]
	}
	if len(parts) == 0 {
		return place{}
	}
	if why := private(parts[0], u.Query()); why != "" {
		return place{why: why}
	}
	name := strings.TrimPrefix(parts[0], "@")
	if !nameForm.MatchString(name) || slices.Contains(reserved, strings.ToLower(name)) {
		return place{}
	}
	p := place{channel: strings.ToLower(name)}
	if len(parts) > 3 {
		return place{}
	}
	for _, n := range parts[1:] {
		if !numberForm.MatchString(n) {
			return place{why: "a post's number has 1 to 10 digits"}
		}
		p.number = n
	}
	return p
}

// private says why an address cannot be read without an account; "" where it can.
func private(first string, q url.Values) string {
	switch {
	case first == "c":
		return "posts of private channels are shown to members only"
	case strings.HasPrefix(first, "+") || first == "joinchat":
		return "an invitation's channel is shown to members only"
	case q.Has("comment"):
		return "comments are not shown on the web"
	}
	return ""
}

// locateString is what an address in a page names.
func locateString(address string) place {
	u, err := url.Parse(address)
	if err != nil {
		return place{}
	}
	return locate(u)
}

// Document is the post that the address names, "" where it names none.
func (*Adapter) Document(u *url.URL) store.DocumentID { return locate(u).document() }

// errAddress says what to give.
var errAddress = errors.New("give a public post (https://t.me/CHANNEL/NUMBER) or a public channel (https://t.me/CHANNEL)")

// memberForm is a post by the number of its channel, as members are shown it.
var memberForm = regexp.MustCompile(`^c/[1-9][0-9]{0,14}/[1-9][0-9]{0,9}$`)

// CheckID takes CHANNEL/NUMBER, the channel in lower case: numbers are each
// channel's own. Of an export, which does not tell the channel's name, it takes
// c/CHANNEL/NUMBER.
func (*Adapter) CheckID(native string) error {
	if memberForm.MatchString(native) {
		return nil
	}
	channel, number, _ := strings.Cut(native, "/")
	if !nameForm.MatchString(channel) || channel != strings.ToLower(channel) || !numberForm.MatchString(number) {
		return fmt.Errorf("%q is no id of a post on Telegram, whose numbers are each channel's own; give CHANNEL/NUMBER, or the post's address", native)
	}
	return nil
}

// Recognise tells a post from a channel and names it.
func (*Adapter) Recognise(u *url.URL) (scraper.Target, error) {
	p := locate(u)
	switch {
	case p.number != "":
		return scraper.Target{Kind: store.SourcePost, Name: "Telegram post " + p.channel + "/" + p.number}, nil
	case p.channel != "":
		return scraper.Target{Kind: store.SourceAccount, Name: "@" + p.channel + " on Telegram", Account: store.Author{Handle: p.channel}}, nil
	case p.why != "":
		return scraper.Target{}, fmt.Errorf("%s; %w", p.why, errAddress)
	}
	return scraper.Target{}, fmt.Errorf("this address of Telegram names neither a post nor a channel; %w", errAddress)
}

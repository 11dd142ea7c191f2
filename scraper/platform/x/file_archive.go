package x

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"onrecord/scraper/format"
	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// ownArchive is what X gives an account's owner: data/tweets.js and the files beside it.
// https://help.x.com/en/managing-your-account/how-to-download-your-x-archive
func ownArchive() format.Format {
	return format.Format{
		ID: "x-archive", Name: "an X account's own archive", Headed: true,
		Beside: []string{"account.js", "manifest.js", "note-tweet.js"},
		Claims: func(u *format.Unit) bool {
			name, ok := strings.CutPrefix(script(u), "window.YTD.")
			name, _, _ = strings.Cut(name, ".")
			switch name {
			case "tweets", "tweet", "deleted_tweets", "deleted_tweet", "community_tweet", "community_tweets", "deleted_tweet_headers":
				return ok && u.Has("tweet")
			}
			return u.Format == "x-archive"
		},
		Know: knowOwner,
		Read: readOwn,
	}
}

// oldArchive is what Twitter gave an account's owner until 2018.
func oldArchive() format.Format {
	return format.Format{
		ID: "x-archive-2018", Name: "a Twitter account's own archive of before 2019", Headed: true,
		Claims: func(u *format.Unit) bool {
			return strings.HasPrefix(script(u), "Grailbird.data.tweets") && u.Has("id_str")
		},
		Read: func(_ format.Context, u *format.Unit) ([]store.Observation, error) { return readUnit(u.Raw) },
	}
}

// script is the variable to which a JavaScript file assigns its list.
func script(u *format.Unit) string {
	var h struct{ JS string }
	_ = json.Unmarshal(u.Head, &h) // "" where it is none
	return h.JS
}

// ownerNote is what the other files of an archive say of a post.
type ownerNote struct {
	ID     string        `json:"id,omitempty"`
	Handle string        `json:"handle,omitempty"`
	Name   string        `json:"name,omitempty"`
	Note   string        `json:"note,omitempty"`
	URLs   []archiveLink `json:"urls,omitempty"`
}

type archiveLink struct {
	Short    string `json:"shortUrl"`
	Expanded string `json:"expandedUrl"`
}

// noteTweet is one element of note-tweet.js: the whole text of a long post, which names
// its post nowhere.
type noteTweet struct {
	Note struct {
		ID   wireID `json:"noteTweetId"`
		At   string `json:"createdAt"`
		Core struct {
			Text string        `json:"text"`
			URLs []archiveLink `json:"urls"`
		} `json:"core"`
	} `json:"noteTweet"`
	at time.Time
}

// knowOwner reads who the owner is, and the long texts.
func knowOwner(files map[string][]byte) func(u *format.Unit) json.RawMessage {
	owner := ownerOf(files)
	var notes []noteTweet
	decodeScript(files["note-tweet.js"], &notes)
	byMinute := map[int64][]noteTweet{}
	for _, n := range notes {
		if at, _ := format.ParseTime(n.Note.At); !at.IsZero() {
			n.at = at.Time
			byMinute[n.at.Unix()/60] = append(byMinute[n.at.Unix()/60], n)
		}
	}
	return func(u *format.Unit) json.RawMessage {
		say := owner
		var l archiveLine
		if len(notes) > 0 && jsontext.Decode(u.Raw, &l) == nil {
			at := parseTime(l.Tweet.CreatedAt)
			m := at.Unix() / 60
			near := slices.Concat(byMinute[m-1], byMinute[m], byMinute[m+1])
			if n := noteOf(near, at, first(l.Tweet.FullText, l.Tweet.Text)); n != nil {
				say.Note, say.URLs = n.Note.Core.Text, n.Note.Core.URLs
			}
		}
		b, err := json.Marshal(say)
		if err != nil || string(b) == "{}" {
			return nil
		}
		return b
	}
}

// noteOf is the long text whose beginning a post of that time is: of several the nearest
// in time, for an edit has one of its own. Of two that are as near it is neither.
func noteOf(notes []noteTweet, at time.Time, short string) (best *noteTweet) {
	nearest, twice := 2*time.Minute, false
	for i := range notes {
		n := &notes[i]
		away := n.at.Sub(at).Abs()
		if away > nearest || !n.isOf(short) {
			continue
		}
		twice = best != nil && away == nearest && n.Note.Core.Text != best.Note.Core.Text
		best, nearest = n, away
	}
	if twice {
		return nil
	}
	return best
}

// isOf reports whether a post's short text is the beginning of the long one, but for the
// names that a reply begins with, which only the short one has, and the short addresses,
// which are made anew for each of the two.
func (n noteTweet) isOf(short string) bool {
	loc := beginning.FindStringIndex(short)
	if loc == nil {
		return false
	}
	head := strings.TrimSpace(bare(short[:loc[0]]))
	whole := bare(n.Note.Core.Text)
	for {
		if len(head) > 20 && strings.HasPrefix(whole, head) {
			return true
		}
		name, rest, ok := strings.Cut(head, " ")
		if !ok || !strings.HasPrefix(name, "@") {
			return false
		}
		head = rest
	}
}

// shortAddress is an address as X shortens it, which may have been cut.
var shortAddress = regexp.MustCompile(`https://t\.co/\w*`)

func bare(text string) string {
	return shortAddress.ReplaceAllString(unescaped.Replace(text), "https://t.co/")
}

func decodeScript(b []byte, v any) {
	_, value, ok := bytes.Cut(b, []byte("="))
	if ok {
		_ = jsontext.Decode(bytes.TrimRight(bytes.TrimSpace(value), ";"), v) // nothing is known then
	}
}

func ownerOf(files map[string][]byte) ownerNote {
	var accounts []struct {
		Account struct {
			Username string `json:"username"`
			ID       wireID `json:"accountId"`
			Name     string `json:"accountDisplayName"`
		} `json:"account"`
	}
	var m struct {
		User struct {
			ID   wireID `json:"accountId"`
			User string `json:"userName"`
			Name string `json:"displayName"`
		} `json:"userInfo"`
	}
	decodeScript(files["account.js"], &accounts)
	decodeScript(files["manifest.js"], &m)
	out := ownerNote{ID: string(m.User.ID), Handle: m.User.User, Name: m.User.Name}
	for _, a := range accounts {
		out = ownerNote{ID: first(string(a.Account.ID), out.ID), Handle: first(a.Account.Username, out.Handle), Name: first(a.Account.Name, out.Name)}
	}
	return out
}

// readOwn reads a post of an archive.
func readOwn(c format.Context, u *format.Unit) ([]store.Observation, error) {
	var l archiveLine
	if err := jsontext.Decode(u.Raw, &l); err != nil {
		return nil, fmt.Errorf("an archive's post that cannot be read: %w", err)
	}
	in, err := jsontext.Inspect(u.Raw)
	if err != nil {
		return nil, err
	}
	var know ownerNote
	if len(u.Beside) > 0 {
		_ = jsontext.Decode(u.Beside, &know) // nothing is known then
	}
	if oldRepost.MatchString(first(l.Tweet.FullText, l.Tweet.Text)) {
		return nil, format.Reposts
	}
	posts := l.posts(map[string]string{metaHandle: know.Handle, metaID: know.ID, metaName: know.Name})
	for i := range posts {
		if p := &posts[i]; p.gone == nil && know.Note != "" {
			p.text, p.cutWhy = know.words(l.Tweet.links(l.Tweet.Entities.URLs, l.Tweet.allMedia())), ""
		}
	}
	if len(posts) == 0 {
		return nil, format.Others
	}
	return withAccount(c, said(posts, in.Flags)), nil
}

// words is the long text, its links written out.
func (n ownerNote) words(links []link) string {
	for _, l := range n.URLs {
		if l.Short != "" && l.Expanded != "" {
			links = append(links, link{from: -1, short: l.Short, full: l.Expanded})
		}
	}
	return render(n.Note, 0, -1, links, true)
}

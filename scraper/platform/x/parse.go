package x

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// errNoPost is wrapped with what the answer is instead.
var errNoPost = errors.New("no post in the answer")

// answer is what a parser of one shape found.
type answer struct {
	posts   []post
	title   string
	blocked string
	// cause is what the wall is, where the status does not say.
	cause store.Cause
}

func (a *answer) add(p ...post) { a.posts = append(a.posts, p...) }

// Parse reads one answer of any known shape. Observations come in the order of
// the answer, each post once; a post quoted inside another follows it. A repost
// is no statement of the reposter's: only its original is observed.
func (a *Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	found, flags, err := read(p)
	if found.blocked != "" {
		return scraper.Parsed{Blocked: found.blocked, Cause: found.cause, Title: plain.Valid(found.title)}, nil
	}
	out := scraper.Parsed{Title: plain.Valid(found.title), Window: asked(p) == ""}
	posts := unique(found.posts)
	if sideLook(p) {
		posts = there(posts)
	}
	for i := range posts {
		posts[i].context = posts[i].context && posts[i].id != asked(p)
	}
	for i := range posts {
		for _, f := range flags {
			posts[i].flags = jsontext.AddFlag(posts[i].flags, f)
		}
		out.Observations = append(out.Observations, posts[i].observation())
	}
	out.Next = a.follow(p, posts)
	if err == nil && len(out.Observations) == 0 && out.Title == "" {
		err = errNoPost
	}
	if err != nil {
		err = fmt.Errorf("read X's answer: %w", err)
	}
	return out, err
}

// read tells JSON, an archive's scripts, feeds and pages apart.
func read(p scraper.Page) (answer, []string, error) {
	body := bytes.TrimSpace(bytes.TrimPrefix(p.Body, []byte("\xEF\xBB\xBF")))
	if why := wall(p); why != "" && !isJSON(body) {
		return answer{blocked: why}, nil, nil
	}
	if p.Status >= 500 {
		return answer{}, nil, fmt.Errorf("X failed with status %d %s; try again later", p.Status, http.StatusText(p.Status))
	}
	switch {
	case isJSON(body):
		return readJSON(p, body)
	case bytes.HasPrefix(body, []byte("window.")):
		return readArchive(p, body)
	case p.Status == http.StatusNotFound || p.Status == http.StatusGone:
		return absence(p, fmt.Sprintf("status %d", p.Status))
	case len(body) == 0:
		return answer{}, nil, errors.New("the answer is empty")
	case bytes.HasPrefix(body, []byte("<?xml")) || bytes.HasPrefix(body, []byte("<rss")):
		return readFeed(body)
	case body[0] == '<':
		return readHTML(p, body)
	}
	return answer{}, nil, errors.New("the answer is neither JSON nor a page")
}

func isJSON(body []byte) bool { return len(body) > 0 && (body[0] == '{' || body[0] == '[') }

// absence is an answer that says that the post asked for is not there.
func absence(p scraper.Page, detail string) (answer, []string, error) {
	id := asked(p)
	switch {
	case sideLook(p):
		return answer{}, nil, fmt.Errorf("this edit, or the rest of the text, is not given out (%s)", detail)
	case id == "":
		return answer{}, nil, fmt.Errorf("X says that it is not there (%s)", detail)
	}
	return answer{posts: []post{gonePost(id, goneHow(detail), detail)}}, nil, nil
}

// unique keeps the first mention of each post, unless a later one is fuller:
// content before a cut text before a tombstone. An account archive gives a
// deleted post and its deletion, which are two states and both kept.
func unique(posts []post) []post {
	at := map[string]int{}
	var out []post
	for _, p := range posts {
		key := p.id
		if !p.seenAt.IsZero() && p.gone != nil {
			key += " gone"
		}
		i, ok := at[key]
		switch {
		case !validID(p.id):
		case !ok:
			at[key] = len(out)
			out = append(out, p)
		case p.rank() > out[i].rank():
			p.context = p.context && out[i].context
			out[i] = p
		default:
			out[i].context = out[i].context && p.context
		}
	}
	return out
}

// there leaves out the tombstones.
func there(posts []post) []post {
	var out []post
	for _, p := range posts {
		if p.gone == nil {
			out = append(out, p)
		}
	}
	return out
}

// rank is how much a mention of a post says.
func (p post) rank() int {
	switch {
	case p.gone != nil:
		return 0
	case p.cutWhy != "":
		return 1
	case p.author.Handle == "":
		return 2
	}
	return 3
}

// errorOf wraps the platform's own words of an error.
func errorOf(words string) error {
	if words == "" {
		return errNoPost
	}
	return fmt.Errorf("%w; it says: %s", errNoPost, plain.Clip(words, 200))
}

var _ scraper.Adapter = (*Adapter)(nil)

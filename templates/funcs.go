package templates

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"onrecord/compare/match"
	"onrecord/store"
)

// Link is an address that may be followed, or "".
type Link string

// safeLink lets http and https through, and nothing that only looks like them.
func safeLink(raw string) Link {
	if strings.ContainsFunc(raw, unicode.IsControl) {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return Link(u.String())
}

// The bounds of what is shown of one text.
const (
	maxName  = 120
	maxMarks = 4 // combining marks on one letter
)

// plain makes text from outside safe to read: control characters and direction
// overrides become visible, stacked marks are cut.
func plain(s string) string {
	if !strings.ContainsFunc(s, unusual) {
		return s
	}
	var b strings.Builder
	marks := 0
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			marks = 0
		}
		if r != '\n' && r != '\t' && hidden(r) {
			fmt.Fprintf(&b, "⟦U+%04X⟧", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// unusual reports a character that plain looks at twice.
func unusual(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && (r == utf8.RuneError || hidden(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r))
}

// hidden reports a character that changes how others are shown.
func hidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x61c ||
		r >= 0xe0000 && r <= 0xe007f
}

// name is plain on one line, clipped.
func name(s string) string { return clip(strings.Join(strings.Fields(plain(s)), " "), maxName) }

func clip(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}

// funcs are what templates may call.
func (t *tongue) funcs() template.FuncMap {
	return template.FuncMap{
		"plain":       plain,
		"name":        name,
		"link":        func(s string) Link { return safeLink(s) },
		"clock":       t.clock,
		"moment":      t.claimed,
		"ref":         reference,
		"chip":        t.chip,
		"verdictchip": t.quoteChip,
		"judged":      t.judged,
		"pieces":      marked,
		"docrow":      t.docRow,
		"claims":      t.claimList,
		"events":      t.eventList,
		"evidence":    t.proven,
		"version":     t.versionBox,
		"quoted":      t.quoteBox,
		"pair":        t.pair,
		"how":         t.manner,
		"say":         t.say,
		"verdict":     t.verdict,
		"tally":       t.tally,
		"figure":      t.figure,
		"between":     t.between,
		"lang":        langTag,
		"platform":    t.platform,
		// Shown as text to copy: a template never links to such an address.
		"bookmarklet": func(base Link) string {
			return "javascript:void(open('" + string(base) + "/lookup?quote='+encodeURIComponent(String(getSelection()).slice(0,4000))))"
		},
	}
}

// langTag is a language tag from outside, "" where it is none: browsers and
// validators want sound ones.
func langTag(s string) string {
	if _, err := language.Parse(s); err != nil {
		return ""
	}
	return s
}

// verdict is a verdict, a change or a state in words.
func (t *tongue) verdict(v string) string { return t.say(strings.ReplaceAll(name(v), "_", " ")) }

// tally is a count of quotes with a verdict.
func (t *tongue) tally(n int, verdict string) string {
	text := "%d " + verdict
	return t.say(text, n)
}

// after says how long after the post an article came.
func (t *tongue) after(post, article store.Moment) string {
	if post.IsZero() || article.IsZero() {
		return ""
	}
	d := article.Time.Sub(post.Time)
	if post.Precision == store.PrecisionDay || article.Precision == store.PrecisionDay {
		const day = 24 * time.Hour
		days := int(article.Time.UTC().Truncate(day).Sub(post.Time.UTC().Truncate(day)) / day)
		switch {
		case days == 0:
			return t.say("the same day")
		case days < 0:
			return t.say("dated before the post")
		}
		return t.say("%d days after the post", days)
	}
	switch {
	case d < -time.Minute:
		return t.say("dated before the post")
	case d < time.Hour:
		return t.say("%d minutes after the post", max(int(d.Minutes()), 0))
	case d < 48*time.Hour:
		return t.say("%d hours after the post", int(d.Hours()))
	}
	return t.say("%d days after the post", int(d.Hours()/24))
}

func (t *tongue) warnings(ws []string) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = t.say(match.WarningText(name(w)))
	}
	return out
}

// certainty is a confidence in words and figures.
func (t *tongue) certainty(c float64) string {
	switch {
	case c >= 0.98:
		return t.say("practically certain (%s)", t.hundredths(c))
	case c >= 0.9:
		return t.say("very likely (%s)", t.hundredths(c))
	}
	return t.say("likely (%s)", t.hundredths(c))
}

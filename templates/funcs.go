package templates

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"time"
	"unicode"

	"onrecord/compare"
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

// hidden reports a character that changes how others are shown.
func hidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x61c ||
		r >= 0xe0000 && r <= 0xe007f
}

// name is plain on one line, clipped.
func name(s string) string { return clip(strings.Join(strings.Fields(plain(s)), " "), maxName) }

func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}

// funcs are what templates may call.
var funcs = template.FuncMap{
	"plain": plain,
	"name":  name,
	"link":  func(s string) Link { return safeLink(s) },
	"time":  func(t time.Time) string { return store.FormatTime(t) },
	"human": human,
	"count": count,
	"verdict": func(v string) string {
		if v == string(store.NotFound) {
			return "not found"
		}
		return v
	},
}

// human is a time for reading; the exact one stands in the element's datetime.
func human(t time.Time) string {
	if t.IsZero() {
		return "unknown"
	}
	return t.UTC().Format("2 January 2006, 15:04 UTC")
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// moment is a claimed time for reading.
func moment(m store.Moment) string {
	switch {
	case m.IsZero():
		return ""
	case m.Precision == store.Day:
		return m.Time.UTC().Format("2 January 2006")
	}
	return human(m.Time)
}

// after says how long after the post an article came.
func after(post, article store.Moment) string {
	if post.IsZero() || article.IsZero() {
		return ""
	}
	d := article.Time.Sub(post.Time)
	if post.Precision == store.Day || article.Precision == store.Day {
		days := int(d.Round(24*time.Hour).Hours() / 24)
		switch {
		case days == 0:
			return "the same day"
		case days < 0:
			return "dated before the post"
		}
		return count(days, "day") + " after the post"
	}
	switch {
	case d < -time.Minute:
		return "dated before the post"
	case d < time.Hour:
		return count(max(int(d.Minutes()), 0), "minute") + " after the post"
	case d < 48*time.Hour:
		return count(int(d.Hours()), "hour") + " after the post"
	}
	return count(int(d.Hours()/24), "day") + " after the post"
}

func warnings(ws []string) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = compare.WarningText(w)
	}
	return out
}

// certainty is a confidence in words and figures.
func certainty(c float64) string {
	switch {
	case c >= 0.98:
		return fmt.Sprintf("practically certain (%.2f)", c)
	case c >= 0.9:
		return fmt.Sprintf("very likely (%.2f)", c)
	}
	return fmt.Sprintf("likely (%.2f)", c)
}

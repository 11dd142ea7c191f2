package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"onrecord/store"
)

// Lists (feeds, sitemaps, pages of results) show the words and the address of documents
// without being captures of them: nothing is read from them but where to look.

// listed are the captures that are lists: aimed at no document, and nothing was read from
// them.
const listed = `FROM capture c WHERE c.document = '' AND c.body_length > 0 AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.capture = c.id)`

// beside are the captures of documents that quote or answer one: they may show a copy of it,
// of which nothing was read.
const beside = `FROM capture c WHERE c.body_length > 0 AND c.document IN (SELECT d.name FROM relation r JOIN document d ON d.id = r.document
	WHERE r.other IN (SELECT name FROM document WHERE id = ?1 UNION ALL SELECT name FROM alias WHERE document = ?1))`

// showingMarks are the captures of some, listed or beside, whose bytes show any of some marks.
func showingMarks(ctx context.Context, t *tx, m marks, some string, args ...any) ([]int64, error) {
	type list struct {
		id        int64
		body, raw string
	}
	var all []list
	err := rows(ctx, t, `SELECT c.id, c.body_sha256, c.raw_blob `+some+` ORDER BY c.id`, args, func(r *sql.Rows) error {
		var l list
		err := r.Scan(&l.id, &l.body, &l.raw)
		all = append(all, l)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []int64
	show := map[string]bool{} // by the sum: a list that did not change is kept once
	for _, l := range all {
		yes, known := show[l.body]
		if !known {
			b, err := getBlob(ctx, t, t.media, l.body)
			// Erased before, or a medium, or its file is gone.
			if err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, sql.ErrNoRows) {
				return nil, err
			}
			yes = m.in(b)
			show[l.body] = yes
		}
		if yes {
			out = append(out, l.id)
		}
	}
	return out, nil
}

// marks are what tells that bytes show a document: runs of its words, as plain makes them,
// and its addresses, as spelled does.
type marks struct{ runs, addresses []string }

// A run is so many letters and digits of a document's words, and of one so many are looked
// for; a shorter text is looked for whole if it is not a few words that anybody says.
const (
	runLength = 32
	runsMost  = 64
	textLeast = 16
)

// addText adds the runs of a text.
func (m *marks) addText(text string) {
	all := []rune(plain(text))
	if len(all) <= runLength {
		if len(all) >= textLeast {
			m.runs = append(m.runs, string(all))
		}
		return
	}
	step := max(runLength/2, (len(all)-runLength)/runsMost+1)
	for i := 0; i+runLength <= len(all); i += step {
		m.runs = append(m.runs, string(all[i:i+runLength]))
	}
}

// addAddress adds an address, without its scheme.
func (m *marks) addAddress(address string) {
	_, rest, ok := strings.Cut(address, "://")
	rest = strings.TrimSuffix(rest, "/")
	if ok && len(plain(rest)) >= textLeast && strings.Contains(rest, "/") {
		m.addresses = append(m.addresses, spelled(rest))
	}
}

// in reports whether bytes show any of them.
func (m marks) in(body []byte) bool {
	if len(body) == 0 {
		return false
	}
	if len(m.runs) > 0 {
		text := plain(string(body))
		if slices.ContainsFunc(m.runs, func(s string) bool { return strings.Contains(text, s) }) {
			return true
		}
	}
	if len(m.addresses) == 0 {
		return false
	}
	text := spelled(string(body))
	return slices.ContainsFunc(m.addresses, func(a string) bool { return showsAddress(text, a) })
}

// showsAddress reports whether a text has an address that does not go on: /road is not
// shown by /road-2, /road/map or /road.pdf, but by /road?from=feed.
func showsAddress(text, address string) bool {
	for {
		_, after, ok := strings.Cut(text, address)
		if !ok {
			return false
		}
		if !goesOn.MatchString(after) {
			return true
		}
		text = after
	}
}

var goesOn = regexp.MustCompile(`^[/.,:;~+=@!$*&-]*[\pL\pN_%]`)

// spelled is a text in lower case without the escapes that forms of one text differ in.
func spelled(s string) string {
	return strings.ToLower(strings.ReplaceAll(html.UnescapeString(html.UnescapeString(unescape(s))), `\`, ""))
}

// unescape resolves the escapes of JSON that are no punctuation.
func unescape(s string) string {
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		if n, err := strconv.ParseUint(e[min(2, len(e)):], 16, 16); err == nil && len(e) > 2 {
			return string(rune(n))
		}
		return " "
	})
}

var (
	escaped = regexp.MustCompile(`\\u[0-9a-fA-F]{4}|\\[nrtbf]`)
	tags    = regexp.MustCompile(`<[^>]*>`)
)

// plain is a text's letters and digits in lower case, without the markup, the escapes and
// the blanks that forms of one text differ in. Addresses within tags stay.
func plain(s string) string {
	s = html.UnescapeString(html.UnescapeString(unescape(s))) // feeds hold HTML that is escaped once more
	without := tags.ReplaceAllString(s, "")
	if without != s {
		s = without + " " + strings.Join(tags.FindAllString(s, -1), " ")
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// addressMarks are the addresses of the documents whose numbers meet a condition, " = ?1" or
// " IN (SELECT …)".
func addressMarks(ctx context.Context, q Queryer, which string, args ...any) (m marks, err error) {
	all, err := texts(ctx, q, `SELECT url FROM document WHERE id`+which+` UNION SELECT substr(name, instr(name, ':') + 1) FROM document WHERE id`+which+`
		UNION SELECT substr(name, instr(name, ':') + 1) FROM alias WHERE document`+which, args...)
	for _, a := range all {
		m.addAddress(a)
	}
	return m, err
}

// wordMarks are runs of all that a document says or said.
func wordMarks(ctx context.Context, q Queryer, doc int64) (m marks, err error) {
	all, err := texts(ctx, q, `SELECT content FROM version WHERE document = ?1
		UNION SELECT content FROM reading WHERE content IS NOT NULL AND version IN (SELECT id FROM version WHERE document = ?1)`, doc)
	if err != nil {
		return m, err
	}
	for _, s := range all {
		var c store.Content
		if err := fromJSON(s, &c); err != nil {
			return m, err
		}
		for _, t := range []string{c.Title, c.Text, c.Description} {
			m.addText(t)
		}
	}
	return m, nil
}

// forgottenAddresses are those of all documents that were forgotten. They are asked for once
// in a transaction, which nobody else changes: a forgotten document gets no new ones.
type forgottenAddresses struct{ asked *marks }

// shownBy reports whether a list shows any of them.
func (f *forgottenAddresses) shownBy(ctx context.Context, q Queryer, list []byte) (bool, error) {
	if f.asked == nil {
		m, err := addressMarks(ctx, q, ` IN (SELECT document FROM forgotten)`)
		if err != nil {
			return false, err
		}
		f.asked = &m
	}
	return f.asked.in(list), nil
}

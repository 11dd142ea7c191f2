package postgres

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// statement is one as PostgreSQL takes it. Its parameters are numbered as they come;
// order says which arguments they are, from 0, and lists which parameters are lists.
// weighed is one whose plan depends on its values.
type statement struct {
	text    string
	order   []int
	lists   []bool
	weighed bool
}

// rewritten are the statements that were asked for: there are some hundreds.
var rewritten sync.Map

// rewrite gives PostgreSQL's words for a statement in SQLite's.
func rewrite(query string) statement {
	if s, ok := rewritten.Load(query); ok {
		return s.(statement) //nolint:forcetypeassert // nothing else is stored
	}
	s := number(replace(query))
	rewritten.Store(query, s)
	return s
}

var (
	// SQLite's CROSS JOIN fixes the order of the tables; PostgreSQL's has no condition.
	crossJoin = regexp.MustCompile(`\bCROSS JOIN\b`)
	// A list in JSON is one of ids, or of names or objects where it is called so.
	eachObject = regexp.MustCompile(`json_each\((\?\d*)\) objects`)
	eachName   = regexp.MustCompile(`json_each\((\?\d*)\) names`)
	eachID     = regexp.MustCompile(`json_each\(`)
	// What waits for the index gets a new id each time.
	waiting = regexp.MustCompile(`(?s)^INSERT OR REPLACE INTO unindexed (.*)$`)
)

// words is how SQLite's index of words is spoken to, and PostgreSQL's.
var words = strings.NewReplacer(
	`INSERT INTO words (words) VALUES ('delete-all')`, `DELETE FROM words`,
	`INSERT INTO words (words) VALUES ('optimize')`, `DELETE FROM words WHERE false`,
	insertWords, `INSERT INTO words (rowid, line) VALUES (?, CAST(CAST(? AS text) AS tsvector))`,
	`words MATCH ?1`, `words.line @@ CAST(?1 AS tsquery)`,
	`bm25(words, 3.0, 1.0, 0.5, 0.0)`, `-ts_rank('{0, 0.17, 0.33, 1}', words.line, CAST(?1 AS tsquery))`,
)

func replace(query string) string {
	query = words.Replace(query)
	query = crossJoin.ReplaceAllString(query, "JOIN")
	query = eachObject.ReplaceAllString(query, "each_object($1) objects")
	query = eachName.ReplaceAllString(query, "each_name($1) names")
	query = eachID.ReplaceAllString(query, "each_id(")
	return waiting.ReplaceAllString(query, "INSERT INTO unindexed $1 ON CONFLICT (space, ref) DO UPDATE SET id = DEFAULT")
}

// number turns ? and ?N into $N, N counting only those that are there: PostgreSQL must
// know the type of each, and SQLite ignores arguments that a statement has no use for. A
// ? without a number is the one after the highest before it, as in SQLite.
func number(query string) statement {
	var out strings.Builder
	var s statement
	highest := 0
	for i := 0; i < len(query); i++ {
		switch query[i] {
		case '\'':
			i = copyTo(&out, query, i, "'")
		case '-':
			if strings.HasPrefix(query[i:], "--") {
				i = copyTo(&out, query, i, "\n")
				continue
			}
			out.WriteByte('-')
		case '?':
			end := i + 1
			for end < len(query) && query[end] >= '0' && query[end] <= '9' {
				end++
			}
			n, err := strconv.Atoi(query[i+1 : end])
			if err != nil {
				n = highest + 1
			}
			highest = max(highest, n)
			at := slices.Index(s.order, n-1)
			if at < 0 {
				at = len(s.order)
				s.order = append(s.order, n-1)
				s.lists = append(s.lists, strings.HasSuffix(query[:i], "each_id("))
			}
			out.WriteString("$" + strconv.Itoa(at+1))
			i = end - 1
		default:
			out.WriteByte(query[i])
		}
	}
	s.text = out.String()
	s.weighed = strings.Contains(s.text, "words.line @@")
	return s
}

// copyTo copies a text from a place up to what ends it, and gives the place of its end.
func copyTo(out *strings.Builder, query string, from int, end string) int {
	n := strings.Index(query[from+1:], end)
	if n < 0 {
		n = len(query) - from - 2
	}
	out.WriteString(query[from : from+n+2])
	return from + n + 1
}

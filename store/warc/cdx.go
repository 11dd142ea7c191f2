package warc

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Line is one line of a CDXJ index
// (https://specs.webrecorder.net/cdxj/0.1.0/): where the record of an address at a
// time stands.
type Line struct {
	URL    string
	Time   time.Time
	MIME   string
	Status int
	// Digest is the payload's, RecordDigest that of the record's compressed bytes.
	Digest, RecordDigest string
	// Offset and Length are the record's in File, compressed.
	Offset, Length int64
	File           string
}

// stamp is the time in CDXJ: 17 digits, down to the millisecond.
const stamp = "20060102150405.000"

type lineJSON struct {
	URL          string `json:"url"`
	MIME         string `json:"mime,omitempty"`
	Status       string `json:"status,omitempty"`
	Digest       string `json:"digest,omitempty"`
	Length       string `json:"length"`
	Offset       string `json:"offset"`
	File         string `json:"filename"`
	RecordDigest string `json:"recordDigest,omitempty"`
}

// String is the line without its end.
func (l Line) String() string {
	b, err := json.Marshal(lineJSON{
		l.URL, l.MIME, statusText(l.Status), l.Digest, strconv.FormatInt(l.Length, 10), strconv.FormatInt(l.Offset, 10), l.File, l.RecordDigest,
	})
	if err != nil { // strings always marshal
		panic(err)
	}
	return Key(l.URL) + " " + strings.ReplaceAll(l.Time.UTC().Format(stamp), ".", "") + " " + string(b)
}

func statusText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// ParseLine reads a line of CDXJ with a time of 14 to 17 digits.
func ParseLine(s string) (l Line, err error) {
	_, rest, ok := strings.Cut(s, " ")
	when, fields, ok2 := strings.Cut(rest, " ")
	if !ok || !ok2 {
		return l, errors.New("a line of CDXJ has a key, a time and an object")
	}
	if n := len(when); n > 14 && n <= 17 {
		when = when[:14] + "." + when[14:]
	}
	if l.Time, err = time.Parse("20060102150405", when); err != nil {
		return l, fmt.Errorf("the time %q cannot be read", when)
	}
	var j lineJSON
	if err := json.Unmarshal([]byte(fields), &j); err != nil {
		return l, fmt.Errorf("the object cannot be read: %w", err)
	}
	l.URL, l.MIME, l.Digest, l.File, l.RecordDigest = j.URL, j.MIME, j.Digest, j.File, j.RecordDigest
	l.Status, _ = strconv.Atoi(j.Status) // "-" is 0
	var err1, err2 error
	l.Offset, err1 = strconv.ParseInt(j.Offset, 10, 64)
	l.Length, err2 = strconv.ParseInt(j.Length, 10, 64)
	if err1 != nil || err2 != nil || l.Offset < 0 || l.Length < 0 {
		return l, errors.New("offset and length must be numbers")
	}
	return l, nil
}

// Key is the address in the order by which an index is sorted (SURT): the host's parts
// reversed, without "www." and "www2.", then the path and the query's parts in order, all in lower
// case: "org,example)/a?b=1".
func Key(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return strings.ToLower(uri(address))
	}
	host := strings.ToLower(u.Hostname())
	if first, rest, ok := strings.Cut(host, "."); ok && strings.HasPrefix(first, "www") && strings.Trim(first[3:], "0123456789") == "" {
		host = rest
	}
	parts := strings.Split(host, ".")
	slices.Reverse(parts)
	k := strings.Join(parts, ",")
	if p := u.Port(); p != "" && !(u.Scheme == "http" && p == "80") && !(u.Scheme == "https" && p == "443") {
		k += ":" + p
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	k += ")" + path
	if u.RawQuery != "" {
		q := strings.Split(u.RawQuery, "&")
		slices.Sort(q)
		k += "?" + strings.Join(q, "&")
	}
	return strings.ToLower(uri(k))
}

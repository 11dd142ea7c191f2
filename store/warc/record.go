package warc

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// The types of record that are written or understood.
const (
	TypeInfo     = "warcinfo"
	TypeRequest  = "request"
	TypeResponse = "response"
	TypeRevisit  = "revisit"
	TypeMetadata = "metadata"
	TypeResource = "resource"
)

// The profiles of revisit records, without the version in their middle.
const (
	profileIdentical   = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	profileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Field is one named field of a record.
type Field struct{ Name, Value string }

// Fields are a record's, in order.
type Fields []Field

// Get is the first value of a name, whatever its letter case; "" for none.
func (f Fields) Get(name string) string {
	for _, x := range f {
		if strings.EqualFold(x.Name, name) {
			return x.Value
		}
	}
	return ""
}

// add appends a field unless it is empty. What would break the line is escaped.
func (f *Fields) add(name, value string) {
	if value != "" {
		*f = append(*f, Field{name, oneLine(value)})
	}
}

// oneLine puts a space for each control character.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// uri is an address as WARC-Target-URI takes it: without spaces and controls.
func uri(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == 0x7f || c == '<' || c == '>' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// recordID is a UUID (RFC 9562, version 8) made of what it names, so that one capture
// has the same records in every export.
func recordID(of ...any) string {
	sum := sha256.Sum256([]byte(fmt.Sprintf("%q", of)))
	b := sum[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	h := hex.EncodeToString(b)
	return "<urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:] + ">"
}

// digest is a sum as WARC writes it.
func digest(sum [sha256.Size]byte) string { return "sha256:" + hex.EncodeToString(sum[:]) }

// date is a WARC-Date: RFC 3339 in UTC, with milliseconds where there are any.
func date(t time.Time) string {
	t = t.UTC().Truncate(time.Millisecond)
	if t.Nanosecond() == 0 {
		return t.Format(time.RFC3339)
	}
	return t.Format("2006-01-02T15:04:05.000Z07:00")
}

package site

import "strings"

// Mended is an address as browsers take it: without breaks and tabs, and with a percent
// sign that encodes nothing encoded itself (https://url.spec.whatwg.org/#concept-basic-url-parser).
func Mended(raw string) string {
	raw = strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(strings.TrimSpace(raw))
	var b strings.Builder
	for i := range len(raw) {
		b.WriteByte(raw[i])
		if raw[i] == '%' && (i+2 >= len(raw) || !isHex(raw[i+1]) || !isHex(raw[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

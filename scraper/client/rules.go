package client

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"onrecord/scraper/kit/charset"
)

// rules are what a robots.txt says to one agent (RFC 9309 §2.2).
type rules struct {
	all []rule
	// delay is the pause that it asks for (Crawl-delay, no part of the RFC).
	delay time.Duration
}

// size is how many bytes they hold, about.
func (r rules) size() (n int) {
	for _, rule := range r.all {
		n += len(rule.pattern) + 24
	}
	return n
}

// rule is one path pattern, normalized.
type rule struct {
	allow   bool
	pattern string
}

// readRules reads a robots.txt for an agent: the groups of its name together, else
// those of "*". Lines that say nothing are passed over, wherever they stand.
func readRules(body []byte, agent string) rules {
	var own, others rules
	named := false            // a group of the agent's own name was seen
	mine, any := false, false // whose group the line stands in
	inRules := false
	for line := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(unpacked(body))), "\n") {
		key, value := field(line)
		if key == "user-agent" {
			if inRules {
				mine, any, inRules = false, false, false
			}
			mine, any = mine || token(value) == agent, any || value == "*"
			named = named || mine
			continue
		}
		into := &others
		if mine {
			into = &own
		}
		inRules = into.take(key, value, mine || any) || inRules
	}
	if named {
		return own
	}
	return others
}

// misspelt are keys as many sites write them, which are read as what is meant.
var misspelt = map[string]string{
	"useragent": "user-agent", "user agent": "user-agent", "user_agent": "user-agent", "dissallow": "disallow", "dissalow": "disallow",
	"disalow": "disallow", "diasllow": "disallow", "disallaw": "disallow", "crawldelay": "crawl-delay", "crawl delay": "crawl-delay",
}

// field splits a line into its key and value; a rule without its colon is one all the same.
func field(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok := strings.Cut(line, ":")
	if !ok {
		key, value, _ = strings.Cut(strings.TrimSpace(line), " ")
	}
	key = strings.ToLower(strings.Trim(key, " \t\x00"))
	if meant := misspelt[key]; meant != "" {
		key = meant
	}
	if !ok && key != "disallow" && key != "allow" && key != "user-agent" {
		return "", ""
	}
	return key, strings.TrimSpace(value)
}

// take reads a line of a group; it reports whether the line is a rule.
func (r *rules) take(key, value string, ours bool) bool {
	switch key {
	case "allow", "disallow":
		if ours && value != "" {
			r.all = append(r.all, rule{key == "allow", normalized(value)})
		}
	case "crawl-delay":
		if s, err := strconv.ParseFloat(value, 64); err == nil && ours && s > 0 && s < 1e6 {
			r.delay = time.Duration(s * float64(time.Second))
		}
	default:
		return false
	}
	return true
}

// token is the name of an agent, without its version (RFC 9309 §2.2.1).
func token(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return r != '-' && r != '_' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

// allows reports whether an address may be asked: by the longest pattern that fits it,
// and where two are as long, by that which allows (RFC 9309 §2.2.2).
func (r rules) allows(u *url.URL) bool {
	path := normalized(u.RequestURI())
	allowed, longest := true, -1
	for _, rule := range r.all {
		if n := len(rule.pattern); n > longest || n == longest && rule.allow {
			if fits(rule.pattern, path) {
				allowed, longest = rule.allow, n
			}
		}
	}
	return allowed
}

// fits reports whether a path begins as a pattern says, in which "*" stands for any run
// and a "$" at the end for the end of the path.
func fits(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return !whole || path == ""
}

// normalized writes a path as paths are compared: octets outside of ASCII encoded, those
// that need no encoding decoded (RFC 9309 §2.2.2, RFC 3986 §6.2.2).
func normalized(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		encoded := false
		if c == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				c, encoded = byte(n), true
				i += 2
			}
		}
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if plain || !encoded && c < 0x80 {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// unpacked is a robots.txt without a byte order mark, and decompressed where it was
// packed as a file.
func unpacked(body []byte) []byte {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		if z, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, _ = io.ReadAll(io.LimitReader(z, robotsMax)) // what could be read counts
		}
	}
	text, _ := charset.Decode(body, "text/plain; charset=utf-8")
	return []byte(text)
}

package desk

import (
	"strings"

	"onrecord/scraper"
)

// Address is the web address that people mean who leave out its scheme, or who paste
// what a platform writes in another form; anything else is given back as it is.
func Address(platforms *scraper.Registry, raw string) string {
	s := platforms.WebAddress(strings.TrimSpace(raw))
	host, _, _ := strings.Cut(s, "/")
	if strings.Contains(host, ":") || strings.ContainsAny(s, " @\t") && !strings.Contains(s, "/@") {
		return s
	}
	if i := strings.LastIndexByte(host, '.'); i < 1 || len(host)-i < 3 {
		return s
	}
	return "https://" + s
}

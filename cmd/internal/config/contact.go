package config

import (
	"net/mail"
	"net/url"
	"strings"

	"onrecord/cmd/internal/exit"
)

// CheckContact says what is wrong with an address at which sites can reach the keeper: it
// is a mail address or that of a page, and nothing that ends a header. Its errors are of
// usage.
func CheckContact(s string) error {
	if strings.ContainsAny(s, "\r\n()<>;") {
		return exit.Usagef("%q is not a contact; give a mail address or the address of a page", s)
	}
	if u, err := url.Parse(s); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return nil
	}
	if m, err := mail.ParseAddress(s); err == nil && m.Address == s {
		return nil
	}
	return exit.Usagef("%q is not a contact; give a mail address (desk@example.org) or the address of a page (https://example.org/about)", s)
}

package view

import (
	"context"
	"strings"

	"golang.org/x/net/idna"

	"onrecord/store"
)

// Author is who a page says wrote something.
type Author struct {
	Ref
	// Handle is without "@", Plain its letters in ASCII (punycode) where they are
	// others, ID the platform's lasting account id.
	Handle, Plain, ID string
	// Person is the name of the person behind the account, where the user has said
	// who it is and the account calls itself otherwise.
	Person string
}

// authorOf is the author of a document.
func (p *PageBuilder) authorOf(ctx context.Context, d store.Document) (Author, error) {
	a := d.Author
	out := Author{Ref: Ref{Text: authorName(a)}, Handle: Name(a.Handle), ID: Name(a.ID), Plain: ascii(a.Handle)}
	if a.Key() == "" {
		return out, nil
	}
	out.Ref = p.ref(AuthorPath(d.Platform, a), out.Text)
	person, ok, err := p.people.of(ctx, p.archive.Authors, store.Account{Platform: d.Platform, Key: a.Key()})
	if ok && !strings.EqualFold(person.Name, a.Name) {
		out.Person = Name(person.Name)
	}
	return out, err
}

// ascii is a handle in letters that cannot be mistaken, "" where it is that already.
func ascii(handle string) string {
	plain := strings.ToValidUTF8(handle, "\ufffd")
	s, err := idna.Punycode.ToASCII(plain)
	if err != nil || strings.EqualFold(s, plain) {
		return ""
	}
	return Name(s)
}

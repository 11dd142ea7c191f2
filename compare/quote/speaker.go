package quote

import (
	"strings"

	"onrecord/compare/text"
	"onrecord/store"
)

// Agreement says how a quote's named speaker fits a post's author.
type Agreement int

// The agreements.
const (
	Unknown Agreement = iota
	Agrees
	Differs
)

// Speaker is who is said to have said a quote: a name or @handle, an account.
type Speaker struct{ Name, Handle string }

// SaidBy is how a speaker fits an author who may have other names and accounts:
// the best of them counts.
func (s Speaker) SaidBy(a store.Author, names []string) Agreement {
	best := speakerOf(s.Name, s.Handle, a)
	for _, n := range names {
		if best == Agrees {
			break
		}
		other := store.Author{Name: n}
		if handle, ok := strings.CutPrefix(n, "@"); ok {
			other = store.Author{Handle: handle}
		}
		if got := speakerOf(s.Name, s.Handle, other); got == Agrees || best == Unknown {
			best = got
		}
	}
	return best
}

// speakerOf compares a name or @handle with an author. Names agree when one's
// words are among the other's, particles and titles aside; names in different
// scripts are not compared.
func speakerOf(name, handle string, a store.Author) Agreement {
	name = strings.TrimSpace(name)
	if handle == "" && strings.HasPrefix(name, "@") {
		handle, name = name, ""
	}
	handle = strings.TrimPrefix(strings.ToLower(handle), "@")
	if handle != "" && a.Handle != "" {
		if handle == strings.ToLower(a.Handle) {
			return Agrees
		}
		if name == "" {
			return Differs
		}
	}
	if name == "" || a.Name == "" && a.Handle == "" {
		return Unknown
	}
	return namesAgree(text.NameWords(name), text.NameWords(a.Name), strings.ToLower(a.Handle))
}

func namesAgree(said, author []string, handle string) Agreement {
	if len(said) == 0 {
		return Unknown
	}
	for _, w := range said {
		if len(w) >= 4 && strings.Contains(text.FoldKey(handle), w) {
			return Agrees
		}
	}
	if len(author) == 0 || script(said[0]) != script(author[0]) {
		return Unknown
	}
	in := map[string]bool{}
	for _, w := range author {
		in[w] = true
	}
	hits := 0
	for _, w := range said {
		if in[w] {
			hits++
		}
	}
	switch {
	case hits == min(len(said), len(author)), hits >= 2, hits == 1 && (in[said[len(said)-1]] || said[0] == author[len(author)-1]):
		return Agrees
	}
	return Differs
}

// script tells Latin from the others, coarsely: names are compared within one.
func script(s string) int {
	for _, r := range s {
		switch {
		case r < 0x250:
			return 1
		case r < 0x400:
			return 2
		case r < 0x530:
			return 3
		default:
			return int(r >> 8)
		}
	}
	return 0
}

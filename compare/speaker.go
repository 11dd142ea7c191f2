package compare

import (
	"strings"

	"onrecord/store"
)

// agreement says how a quote's named speaker fits a post's author.
type agreement int

const (
	unknown agreement = iota
	agrees
	differs
)

// saidBy is how a quote's speaker fits an author who may have other names and
// accounts: the best of them counts.
func saidBy(q Query, a store.Author, names []string) agreement {
	best := speakerOf(q.Speaker, q.Handle, a)
	for _, n := range names {
		if best == agrees {
			break
		}
		other := store.Author{Name: n}
		if handle, ok := strings.CutPrefix(n, "@"); ok {
			other = store.Author{Handle: handle}
		}
		if got := speakerOf(q.Speaker, q.Handle, other); got == agrees || best == unknown {
			best = got
		}
	}
	return best
}

// speakerOf compares a name or @handle with an author. Names agree when one's
// words are among the other's, particles and titles aside; names in different
// scripts are not compared.
func speakerOf(name, handle string, a store.Author) agreement {
	name = strings.TrimSpace(name)
	if handle == "" && strings.HasPrefix(name, "@") {
		handle, name = name, ""
	}
	handle = strings.TrimPrefix(strings.ToLower(handle), "@")
	if handle != "" && a.Handle != "" {
		if handle == strings.ToLower(a.Handle) {
			return agrees
		}
		if name == "" {
			return differs
		}
	}
	if name == "" || a.Name == "" && a.Handle == "" {
		return unknown
	}
	return namesAgree(nameWords(name), nameWords(a.Name), strings.ToLower(a.Handle))
}

func namesAgree(said, author []string, handle string) agreement {
	if len(said) == 0 {
		return unknown
	}
	for _, w := range said {
		if len(w) >= 4 && strings.Contains(foldKey(handle), w) {
			return agrees
		}
	}
	if len(author) == 0 || script(said[0]) != script(author[0]) {
		return unknown
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
		return agrees
	}
	return differs
}

// particles are words of names and titles that tell nobody apart.
var particles = map[string]bool{
	"de": true, "del": true, "la": true, "el": true, "los": true, "da": true, "dos": true, "do": true, "von": true, "van": true, "der": true,
	"den": true, "di": true, "al": true, "bin": true, "ben": true, "ibn": true, "abu": true, "le": true, "y": true, "e": true,
	"president": true, "presidente": true, "presidenta": true, "minister": true, "ministro": true, "ministra": true, "prime": true,
	"premier": true, "mr": true, "mrs": true, "ms": true, "dr": true, "sir": true, "senator": true, "jr": true, "sr": true,
}

func nameWords(name string) []string {
	var out []string
	for _, t := range Fold(name).Tokens {
		if t.Kind == Word && !particles[t.Key] && len([]rune(t.Key)) > 1 {
			out = append(out, t.Key)
		}
	}
	return out
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

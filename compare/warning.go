package compare

import (
	"time"

	"onrecord/store"
)

// warnings are what a fact-checker should be told beside the verdict, in a fixed
// order and without repeats.
func (m matcher) warnings(s scored, versions []store.Version) []string {
	var out []string
	add := func(is bool, name string) {
		if is {
			out = append(out, name)
		}
	}
	q, p := m.changed(s)
	add(differIn(q, p, isNegation), "negation")
	add(differIn(q, p, func(t Token) bool { return isNumber(t.Key) || isPercent(t.Key) || numberWords[t.Key] }), "number")
	add(nameSwapped(m.folded, s.post, s.al), "name")
	add(differIn(q, p, func(t Token) bool { return modals[t.Key] }), "modal")
	add(reordered(q, p), "order")
	add(editedAway(s, versions), "edited-away")
	add(olderThanPost(m.q, s.Document), "older-than-post")
	return out
}

// changed are the tokens that only one side has.
func (m matcher) changed(s scored) (q, p []Token) {
	for _, st := range s.al.Steps {
		switch st.op {
		case opReplace, opInsert, opDelete, opSkip:
			for _, t := range m.folded.Tokens[st.q0:st.q1] {
				if t.Kind == Word && !t.Writer {
					q = append(q, t)
				}
			}
			for _, t := range s.post.Tokens[st.p0:st.p1] {
				if t.Kind == Word {
					p = append(p, t)
				}
			}
		case opEqual, opJoin:
		}
	}
	return q, p
}

// differIn reports whether the two sides differ in words of a kind.
func differIn(q, p []Token, is func(Token) bool) bool {
	n := map[string]int{}
	for _, t := range q {
		if is(t) {
			n[t.Key]++
		}
	}
	for _, t := range p {
		if is(t) {
			n[t.Key]--
		}
	}
	for _, d := range n {
		if d != 0 {
			return true
		}
	}
	return false
}

func isPercent(key string) bool {
	return len(key) > 1 && key[len(key)-1] == '%' && isNumber(key[:len(key)-1])
}

// isNegation reports a word that turns a sentence round, in the languages of
// the posts that are followed; English contractions end in n't.
func isNegation(t Token) bool {
	return negations[t.Key] || len(t.Key) > 3 && t.Key[len(t.Key)-3:] == "n't"
}

var negations = words1("no not never none neither nor nothing nobody without cannot " +
	"nunca jamas nada nadie ningun ninguna ninguno tampoco sin ni " +
	"ne pas jamais rien aucun aucune sans " +
	"nao nem nunca ninguem nenhum nenhuma sem " +
	"non mai niente nessuno nessuna senza ne " +
	"nicht kein keine keinen keinem keiner nie niemals nichts ohne " +
	"nie nigdy nic nikt bez nu niciodata nimeni fara niet geen nooit zonder " +
	"не нет никогда ничего никто без ні ніколи нічого ніхто " +
	"لا لم لن ليس ما بدون لא אין לא בלי नहीं मत न δεν μην όχι οχι ποτέ ποτε")

var numberWords = words1("one two three four five six seven eight nine ten dozen hundred thousand million billion trillion half twice " +
	"dos tres cuatro cinco seis siete ocho nueve diez cien mil millones millon billones mitad doble " +
	"deux trois quatre cinq sept huit neuf dix cent mille million millions milliard milliards moitie " +
	"dois tres quatro cinco seis sete oito nove dez cem milhao milhoes bilhao bilhoes metade " +
	"due tre quattro cinque sei sette otto nove dieci cento mila milione milioni miliardo miliardi " +
	"zwei drei vier funf sechs sieben acht neun zehn hundert tausend million millionen milliarde milliarden")

var modals = words1("may might can could must shall should will would ought " +
	"debe deben deberia deberian puede pueden podria podrian tiene tendria tendra " +
	"doit doivent devrait devraient peut peuvent pourrait pourraient faut faudrait " +
	"deve devem deveria deveriam pode podem poderia poderiam " +
	"devono dovrebbe dovrebbero puo possono potrebbe potrebbero " +
	"muss mussen musste soll sollen sollte sollten kann konnen konnte konnten darf durfen wird werden wurde " +
	"musi musza powinien powinna powinni moze moga")

// words1 makes a set of folded words.
func words1(list string) map[string]bool {
	set := map[string]bool{}
	for _, t := range Fold(list).Tokens {
		set[t.Key] = true
	}
	return set
}

// nameSwapped reports whether a word written with a capital inside a sentence
// was put in the place of another such word.
func nameSwapped(q, p Folded, al Alignment) bool {
	for _, s := range al.Steps {
		if s.op != opReplace {
			continue
		}
		a, b := q.Tokens[s.q0], p.Tokens[s.p0]
		if a.Key != b.Key && isName(q, s.q0) && isName(p, s.p0) {
			return true
		}
	}
	return false
}

func isName(f Folded, i int) bool {
	t := f.Tokens[i]
	if t.Kind != Word || t.Writer {
		return false
	}
	r := f.runes[t.From]
	return r != lower(r) && !startsSentence(f, t.From)
}

// startsSentence reports whether nothing or a mark that ends a sentence stands
// before a code point.
func startsSentence(f Folded, at int) bool {
	for i := at - 1; i >= 0; i-- {
		switch f.runes[i] {
		case ' ', '\t', '"', '“', '«', '¿', '¡', '(', '\'', '‘', '„':
			continue
		case '.', '!', '?', '\n', '…', ':':
			return true
		}
		return false
	}
	return true
}

// reordered reports whether the quote has words of its own that the post has in
// another place: two telling ones at least.
func reordered(q, p []Token) bool {
	in := map[string]bool{}
	for _, t := range p {
		in[t.Key] = true
	}
	n := 0
	for _, t := range q {
		if in[t.Key] && common(t.Key) > 4 {
			n++
		}
	}
	return n >= 2
}

// editedAway reports whether the quoted words are no longer in the latest
// version.
func editedAway(s scored, versions []store.Version) bool {
	if len(versions) == 0 || versions[len(versions)-1].ID == s.Version.ID {
		return false
	}
	latest := Fold(versions[len(versions)-1].Text)
	var said []Token
	for _, st := range s.al.Steps {
		if st.op == opEqual || st.op == opJoin {
			said = append(said, s.post.Tokens[st.p0:st.p1]...)
		}
	}
	ones := make([]float64, len(said))
	for i := range ones {
		ones[i] = 1
	}
	al := align(said, latest.Tokens, ones)
	for _, st := range al.Steps {
		if st.op == opInsert || st.op == opReplace {
			return true
		}
	}
	return false
}

// olderThanPost reports whether the quote was published before its post, beyond
// what days and time zones leave open.
func olderThanPost(q Query, doc store.Document) bool {
	at := q.AsOf
	if at.IsZero() {
		at = q.Before
	}
	post := doc.PublishedAt
	if at.IsZero() || post.IsZero() {
		return false
	}
	slack := time.Minute
	if at.Precision == store.Day || post.Precision == store.Day {
		slack = 36 * time.Hour
	}
	return at.Time.Add(slack).Before(post.Time)
}

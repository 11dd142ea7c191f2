package main

import (
	"math"
	"strconv"
	"strings"
)

// rules are a language's rule sets of spelling out, as UTS 35 part 3 describes them.
type rules map[string][]rule

type rule struct {
	base  int64
	radix int64
	body  string
}

func parseRules(raw map[string][][2]string) rules {
	out := rules{}
	for name, lines := range raw {
		for _, l := range lines {
			base, radix, _ := strings.Cut(l[0], "/")
			b, err := strconv.ParseInt(strings.TrimRight(base, ">"), 10, 64)
			if err != nil {
				continue // negative numbers and fractions
			}
			r := rule{base: b, radix: 10, body: strings.TrimPrefix(strings.TrimSuffix(l[1], ";"), "'")}
			if n, err := strconv.ParseInt(radix, 10, 64); err == nil {
				r.radix = n
			}
			out[name] = append(out[name], r)
		}
	}
	return out
}

// spell writes n by a rule set; ok is false where the rules want figures.
func (rs rules) spell(set string, n int64, depth int) (string, bool) {
	lines := rs[set]
	if depth > 12 || len(lines) == 0 {
		return "", false
	}
	i := len(lines) - 1
	for i > 0 && lines[i].base > n {
		i--
	}
	r := lines[i]
	divisor := int64(1)
	if r.base > 0 {
		divisor = int64(math.Pow(float64(r.radix), math.Floor(math.Log(float64(r.base))/math.Log(float64(r.radix))+1e-9)))
	}
	return rs.expand(set, r, n, divisor, depth)
}

// expand carries out the substitutions of one rule.
func (rs rules) expand(set string, r rule, n, divisor int64, depth int) (string, bool) {
	body := r.body
	if from := strings.IndexByte(body, '['); from >= 0 {
		to := strings.LastIndexByte(body, ']')
		if to < from {
			return "", false
		}
		inner := body[from+1 : to]
		if n%divisor == 0 {
			inner = ""
		}
		body = body[:from] + inner + body[to+1:]
	}
	var b strings.Builder
	for body != "" {
		i := strings.IndexAny(body, "→←=$")
		if i < 0 {
			b.WriteString(body)
			break
		}
		b.WriteString(body[:i])
		body = body[i:]
		mark := []rune(body)[0]
		if mark == '$' { // $(cardinal,one{…}other{…})$: every form is gathered by others
			end := strings.Index(body[1:], "$")
			if end < 0 {
				return "", false
			}
			b.WriteString(plural(body[1:end+1], n/divisor))
			body = body[end+2:]
			continue
		}
		size := len(string(mark))
		end := strings.IndexRune(body[size:], mark)
		if end < 0 {
			return "", false
		}
		name := body[size : size+end]
		body = body[size+end+size:]
		m := n
		switch mark {
		case '→':
			m = n % divisor
			body = strings.TrimPrefix(body, "→")
		case '←':
			m = n / divisor
		}
		switch {
		case strings.HasPrefix(name, "#"), strings.HasPrefix(name, "0"):
			return "", false
		case name == "":
			name = set
		}
		s, ok := rs.spell(name, m, depth+1)
		if !ok {
			return "", false
		}
		b.WriteString(s)
	}
	return b.String(), true
}

// plural picks a form: the one for 1, else the last.
func plural(s string, n int64) string {
	_, forms, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(s, "("), ")"), ",")
	pick := ""
	for forms != "" {
		name, rest, ok := strings.Cut(forms, "{")
		if !ok {
			break
		}
		form, after, _ := strings.Cut(rest, "}")
		forms = after
		if pick == "" || name == "other" || name == "one" && n == 1 {
			pick = form
		}
		if name == "one" && n == 1 {
			break
		}
	}
	return pick
}

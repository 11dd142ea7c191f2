package match

import (
	"strings"

	"onrecord/compare/text"
)

// operators are signs that say how what stands on both sides of them compares.
const operators = "<>=≠±×÷"

// oneSign writes an operator in one way.
var oneSign = strings.NewReplacer("==", "=", "!=", "≠", "<>", "≠", "≥", ">=", "≤", "<=", "≧", ">=", "≦", "<=", "＜", "<", "＞", ">")

// signsChanged reports whether the signs between two words that both sides have one
// after the other compare them otherwise: x<y and x>y; or a thumb up was put for a
// thumb down.
func signsChanged(q, p text.Folded, steps []step) bool {
	for i, s := range steps {
		if s.op != opEqual {
			continue
		}
		if a, b := thumbs(q, s.q0), thumbs(p, s.p0); a != b && a != 0 && b != 0 {
			return true
		}
		if i+1 == len(steps) || steps[i+1].op != opEqual || steps[i+1].q0 != s.q1 || steps[i+1].p0 != s.p1 {
			continue
		}
		a, b := operatorsAfter(q, s.q1-1), operatorsAfter(p, s.p1-1)
		if a != b && a != "" && b != "" {
			return true
		}
	}
	return false
}

// operatorsAfter are the operators between a token and the next, but those before a
// number, which are part of its value.
func operatorsAfter(f text.Folded, i int) string {
	if i+1 >= len(f.Tokens) || text.IsNumber(f.Tokens[i+1].Key) {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(operators, r) {
			return r
		}
		return -1
	}, oneSign.Replace(string(f.Runes[f.Tokens[i].To:f.Tokens[i+1].From])))
}

// thumbs is 👍 or 👎 where a token is one of them, of any colour; 0 where it is not.
func thumbs(f text.Folded, i int) rune {
	if r := f.Runes[f.Tokens[i].From]; r == '👍' || r == '👎' {
		return r
	}
	return 0
}

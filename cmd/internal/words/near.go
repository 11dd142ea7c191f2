package words

import "strings"

// Near is the name among others that was most likely meant by one that is none of them, ""
// where none is like it: one that differs by a letter in three at most, else one that it is
// the beginning or the end of, or that ends it.
func Near(name string, of []string) string {
	name = strings.ToLower(name)
	if len(name) < 2 {
		return ""
	}
	best, least := "", max(1, len([]rune(name))/3)+1
	for _, n := range of {
		if d := distance(name, n); d < least {
			best, least = n, d
		}
	}
	for _, n := range of {
		if best == "" && (strings.HasPrefix(n, name) || strings.HasSuffix(n, name) || strings.HasSuffix(name, "_"+n) || strings.HasSuffix(name, "-"+n)) {
			best = n
		}
	}
	return best
}

// distance is how many letters are put in, taken out, changed or swapped with the next to
// make one word of another (Damerau and Levenshtein).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before []int
	last := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row := make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			d := last[j]
			if x[i] != y[j] {
				d = 1 + min(d, last[j+1], row[j])
			}
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
		}
		before, last = last, row
	}
	return last[len(y)]
}

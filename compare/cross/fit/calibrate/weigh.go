package main

import (
	"cmp"
	"fmt"
	"slices"

	"onrecord/compare/cross/fit"
)

// folds is in how many parts the authors are left out in turn.
const folds = 6

// verdict is what a case comes to.
type verdict struct {
	c          *testCase
	left       bool // the right post was taken away
	positive   bool
	first      bool // the right post is the first
	confidence float64
	top        string
}

func (q *quotes) fit(named, verbose bool) fit.Judgement {
	authors := map[string]int{}
	var names []string
	for _, c := range q.cases {
		if _, ok := authors[c.author]; !ok {
			authors[c.author] = 0
			names = append(names, c.author)
		}
	}
	slices.Sort(names)
	for i, n := range names {
		authors[n] = i * 7 % folds
	}
	var out []verdict
	for f := range folds {
		j := q.learn(named, func(c *testCase) bool { return authors[c.author] != f })
		for _, c := range q.cases {
			if authors[c.author] == f {
				out = append(out, judge(c, named, j)...)
			}
		}
	}
	report(out, named, verbose)
	j := q.learn(named, func(*testCase) bool { return true })
	q.reportMade(named, j)
	return j
}

// reportMade prints how many of the made quotes are linked, and how many are linked to
// a post beside theirs where theirs is not there.
func (q *quotes) reportMade(named bool, j fit.Judgement) {
	fit.Weigh(named, j)
	right, wrong, beside := 0, 0, 0
	for _, row := range q.made {
		if i := best(row, named); row[i].evidence(named).Confidence(rivals(row, i, named)) > 0.7 {
			if row[i].right {
				right++
			} else {
				wrong++
			}
		}
		if i := best(row[1:], named); row[1:][i].evidence(named).Confidence(rivals(row[1:], i, named)) > 0.7 {
			beside++
		}
	}
	fmt.Printf("  of %d made quotes %d linked right at p>0.70, %d wrong, %d without theirs\n", len(q.made), right, wrong, beside)
}

// learn fits both steps on the cases that are taken.
func (q *quotes) learn(named bool, take func(*testCase) bool) fit.Judgement {
	var order, sure []example
	pairs := func(all []candidate, weight float64) {
		for _, c := range all {
			order = append(order, example{c.evidence(named).Features(), c.right, weight})
		}
	}
	for _, c := range q.cases {
		if take(c) && c.PostID != "" {
			pairs(c.posts(named, false), 1)
		}
	}
	for _, row := range q.made {
		pairs(row, 0.1)
	}
	j := fit.Judgement{Order: logistic(order, 1)}
	fit.Weigh(named, j)
	j.Chance = q.chance(named, take)
	fit.Weigh(named, j)
	tops := func(all []candidate, weight float64) {
		if len(all) == 0 {
			return
		}
		i := best(all, named)
		sure = append(sure, example{all[i].evidence(named).SureFeatures(rivals(all, i, named)), all[i].right, weight})
	}
	for _, c := range q.cases {
		if !take(c) {
			continue
		}
		tops(c.posts(named, false), 1)
		if c.PostID != "" {
			tops(c.posts(named, true), 1)
		}
	}
	for _, row := range q.made {
		tops(row, 0.1)
		tops(row[1:], 0.1)
	}
	j.Sure = logistic(sure, 1.5)
	return j
}

// chance is the median of what the best post comes to where none is right.
func (q *quotes) chance(named bool, take func(*testCase) bool) fit.Rival {
	var scores, sums []float64
	for _, c := range q.cases {
		if all := c.posts(named, true); take(c) && len(all) > 0 {
			i := best(all, named)
			scores, sums = append(scores, all[i].evidence(named).Score()), append(sums, all[i].LLR)
		}
	}
	slices.Sort(scores)
	slices.Sort(sums)
	return fit.Rival{Score: scores[len(scores)/2], LLR: sums[len(sums)/2]}
}

// posts are the candidates that come into question, without the right ones and
// their parallels where left is set.
func (c *testCase) posts(named, left bool) []candidate {
	var gone []string
	for _, x := range c.candidates {
		if x.right {
			gone = append(gone, x.parallel)
		}
	}
	var out []candidate
	for _, x := range c.candidates {
		if named && x.days < -2 || left && slices.Contains(gone, x.parallel) {
			continue
		}
		out = append(out, x)
	}
	return out
}

func best(all []candidate, named bool) int {
	top := 0
	for i := range all {
		if all[i].evidence(named).Score() > all[top].evidence(named).Score() {
			top = i
		}
	}
	return top
}

func rivals(all []candidate, i int, named bool) []fit.Rival {
	var out []fit.Rival
	for k, x := range all {
		if k == i || x.author == all[i].author && x.parallel == all[i].parallel {
			continue
		}
		out = append(out, fit.Rival{Score: x.evidence(named).Score(), LLR: x.LLR, SameAuthor: x.author == all[i].author})
	}
	return out
}

func judge(c *testCase, named bool, j fit.Judgement) []verdict {
	fit.Weigh(named, j)
	var out []verdict
	for _, left := range []bool{false, true} {
		if left && c.PostID == "" {
			continue
		}
		v := verdict{c: c, left: left, positive: c.PostID != "" && !left}
		if all := c.posts(named, left); len(all) > 0 {
			i := best(all, named)
			v.first, v.top = all[i].right, all[i].id
			v.confidence = all[i].evidence(named).Confidence(rivals(all, i, named))
		}
		out = append(out, v)
	}
	return out
}

func report(all []verdict, named, verbose bool) {
	fmt.Printf("\nspeaker and date %v, authors left out\n", named)
	count := func(f func(verdict) bool) (n int) {
		for _, v := range all {
			if f(v) {
				n++
			}
		}
		return n
	}
	positive := count(func(v verdict) bool { return v.positive })
	negative := count(func(v verdict) bool { return !v.positive && !v.left })
	left := count(func(v verdict) bool { return v.left })
	fmt.Printf("  first in rank %.1f %% of %d\n", 100*float64(count(func(v verdict) bool { return v.positive && v.first }))/float64(positive), positive)
	for _, t := range []float64{0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9} {
		fmt.Printf("  p>%.2f right %.1f %%, wrong %.1f %%, negatives %d of %d, taken away %d of %d\n", t,
			100*float64(count(func(v verdict) bool { return v.positive && v.first && v.confidence > t }))/float64(positive),
			100*float64(count(func(v verdict) bool { return v.positive && !v.first && v.confidence > t }))/float64(positive),
			count(func(v verdict) bool { return !v.positive && !v.left && v.confidence > t }), negative,
			count(func(v verdict) bool { return v.left && v.confidence > t }), left)
	}
	for b := range 10 {
		in := func(v verdict) bool { return min(int(v.confidence*10), 9) == b }
		if n := count(in); n > 0 {
			fmt.Printf("  confidence %.1f to %.1f: %d of %d right\n", float64(b)/10, float64(b+1)/10, count(func(v verdict) bool { return in(v) && v.positive && v.first }), n)
		}
	}
	if verbose {
		tell(all)
	}
}

func tell(all []verdict) {
	slices.SortStableFunc(all, func(a, b verdict) int { return cmp.Compare(b.confidence, a.confidence) })
	for _, v := range all {
		right := v.positive && v.first
		switch {
		case !right && v.confidence > 0.4:
			fmt.Printf("   FALSE %.2f left %v %s %s %s | %.90s -> %s (%s)\n", v.confidence, v.left, v.c.Lang, v.c.Kind, v.c.Speaker, v.c.Quote.Quote, v.top, v.c.PostID)
		case v.positive && (!v.first || v.confidence < 0.7):
			fmt.Printf("   MISSED %.2f first %v %s %s | %.90s -> %s (%s)\n", v.confidence, v.first, v.c.Lang, v.c.Speaker, v.c.Quote.Quote, v.top, v.c.PostID)
		}
	}
}

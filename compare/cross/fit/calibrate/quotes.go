package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"onrecord/compare/cross/fit"
	"onrecord/compare/quote"
	"onrecord/compare/text"
	"onrecord/store"
	"onrecord/store/storetest/samples"
)

// quotes are the real quotes with how they fit each post.
type quotes struct {
	cases []*testCase
	made  [][]candidate // spans of parallel sentences among passages; the first is right
}

// testCase is a quote with the posts that it may be from.
type testCase struct {
	samples.Quote
	set, author string
	candidates  []candidate
}

type candidate struct {
	fit.Fit
	id, author, parallel string
	speaker              fit.Speaker
	days                 float64
	right                bool
}

func lines[T any](file string) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, sc.Err()
}

func readQuotes(dir string, p *parallel) (*quotes, error) {
	q := &quotes{}
	others := background(p)
	for _, set := range []string{"quotes", "quotes2"} {
		posts, err := lines[samples.Post](filepath.Join(dir, set, "posts.jsonl"))
		if err != nil {
			return nil, err
		}
		all, err := lines[samples.Quote](filepath.Join(dir, set, "quotes.jsonl"))
		if err != nil {
			return nil, err
		}
		readings := make([]*fit.Reading, len(posts))
		for i, x := range posts {
			readings[i] = fit.Read(x.Lang, text.Fold(x.Text))
		}
		for _, l := range all {
			q.add(set, l, posts, readings, others)
		}
	}
	q.make(p)
	return q, nil
}

// other is a post of somebody else's.
type other struct {
	id, author, lang string
	days             float64
	reading          *fit.Reading
}

// background are real posts and passages that no quote is from.
func background(p *parallel) []other {
	var out []other
	for i := 0; i < 500; i++ {
		out = append(out, other{fmt.Sprint("tweet", i), "Donald Trump", "en", float64(400 + i%900), fit.Read("en", text.Fold(p.tweets[12000+i]))})
	}
	for _, lang := range langs {
		for i := 2; i < 1500; i += 60 {
			out = append(out, other{fmt.Sprint(lang, i), fmt.Sprint("Somebody ", lang), lang, float64(i % 90), p.passage(lang, i)})
		}
	}
	return out
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s[:min(len(s), 10)])
	if err != nil {
		return time.Time{}
	}
	return t
}

func said(speaker, name, handle string) fit.Speaker {
	switch (quote.Speaker{Name: speaker}).SaidBy(store.Author{Name: name, Handle: handle}, nil) {
	case quote.Agrees:
		return fit.Agrees
	case quote.Differs:
		return fit.Differs
	case quote.Unknown:
	}
	return fit.Unnamed
}

func (q *quotes) add(set string, l samples.Quote, posts []samples.Post, readings []*fit.Reading, others []other) {
	if !l.Answerable() || l.PostID != "" && l.Kind != "translated" {
		return
	}
	c := &testCase{Quote: l, set: set, author: l.Speaker}
	reading := fit.Read(l.Lang, text.Fold(l.Quote))
	at := day(l.Date)
	for i, x := range posts {
		right := l.From(x.ID)
		if right {
			c.author = x.Name
		}
		if x.Lang == l.Lang {
			continue
		}
		days := -1.0
		if posted := day(x.PostedAt); !posted.IsZero() && !at.IsZero() {
			days = at.Sub(posted).Hours() / 24
		}
		parallel := x.Group()
		c.candidates = append(c.candidates, candidate{
			Fit: fit.Measure(reading, readings[i]), id: x.ID, author: x.Name + x.Handle, parallel: parallel, speaker: said(l.Speaker, x.Name, x.Handle), days: days, right: right,
		})
	}
	n := len(c.candidates)
	for _, o := range others {
		if o.lang != l.Lang {
			c.candidates = append(c.candidates, candidate{Fit: fit.Measure(reading, o.reading), id: o.id, author: o.author, parallel: o.id, speaker: said(l.Speaker, o.author, ""), days: o.days})
		}
	}
	rest := c.candidates[n:]
	slices.SortStableFunc(rest, func(a, b candidate) int { return cmp.Compare(b.LLR, a.LLR) })
	c.candidates = c.candidates[:n+min(len(rest), 40)]
	q.cases = append(q.cases, c)
}

// make puts spans of parallel sentences among passages.
func (q *quotes) make(p *parallel) {
	seed := uint32(7)
	random := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	for i, from := range langs {
		for k := range 30 {
			to := langs[(i+1+k)%len(langs)]
			if to == from {
				continue
			}
			at := hitsFrom + random(hitsTo-hitsFrom-4)
			words := strings.Fields(p.lines[from][at])
			s := p.lines[from][at]
			if len(words) > 8 && random(3) > 0 {
				n := 4 + random(len(words)-4)
				a := random(len(words) - n + 1)
				s = strings.Join(words[a:a+n], " ")
			}
			reading := fit.Read(from, text.Fold(s))
			var row []candidate
			for n := range 16 {
				j := at
				if n >= 14 {
					if j = p.beside(at, 3+random(4)); j < 0 {
						continue
					}
				}
				for n > 0 && n < 14 && j >= at-3 && j <= at+3 {
					j = hitsFrom + random(hitsTo-hitsFrom-4)
				}
				c := candidate{Fit: fit.Measure(reading, p.passage(to, j)), id: fmt.Sprint(j), right: n == 0, speaker: fit.Differs, days: float64([]int{0, 1, 3, 9, 30, 100}[random(6)])}
				switch {
				case n >= 14: // the same speaker's, of the same matter and day
					c.speaker, c.days = fit.Agrees, float64([]int{0, 0, 0, 1, 1, 2}[random(6)])
				case n == 0:
					c.speaker, c.days = fit.Agrees, float64([]int{0, 0, 0, 0, 1, 1, 1, 2, 3, 5, 8}[random(11)])
				case random(10) < 3:
					c.speaker, c.days = fit.Agrees, float64([]int{0, 1, 2, 4, 8, 20, 40, 90, 200, 400}[random(10)])
				}
				c.author = fmt.Sprint(n)
				if c.speaker == fit.Agrees {
					c.author = "S"
				}
				c.parallel = c.id
				row = append(row, c)
			}
			q.made = append(q.made, row)
		}
	}
}

// evidence is a candidate as the program judges it.
func (c candidate) evidence(named bool) fit.Evidence {
	e := fit.Evidence{Fit: c.Fit, Named: named, Days: -1}
	if named {
		e.Speaker, e.Days = c.speaker, c.days
	}
	return e
}

func source(with, without fit.Judgement) []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, "// Code generated by calibrate; DO NOT EDIT.\n\npackage fit\n\nvar (")
	for _, j := range []struct {
		name string
		fit.Judgement
	}{{"withSpeaker", with}, {"withoutSpeaker", without}} {
		fmt.Fprintf(&b, "%s = Judgement{\nOrder: %s,\nSure: %s,\nChance: Rival{Score: %.4f, LLR: %.4f},\n}\n", j.name, list(j.Order), list(j.Sure), j.Chance.Score, j.Chance.LLR)
	}
	fmt.Fprintln(&b, ")")
	out, err := format.Source(b.Bytes())
	if err != nil {
		panic(err)
	}
	return out
}

func list(w fit.Weights) string {
	parts := make([]string, len(w))
	for i, v := range w {
		parts[i] = fmt.Sprintf("%.5f", v)
	}
	return "Weights{" + strings.Join(parts, ", ") + "}"
}

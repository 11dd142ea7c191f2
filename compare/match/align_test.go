package match

import (
	"testing"

	"onrecord/compare/text"
)

// FuzzAlign: whatever the two texts, each step goes on where the one before it
// ended, the whole quote is explained, and no step says what its kind forbids.
func FuzzAlign(f *testing.F) {
	f.Add("We will […] never close the ferry-line", "We will, in no case, ever close the ferry line.")
	f.Add("a b a b", "b a b a b a")
	f.Add("日本 x", "日本語\xff x")
	f.Fuzz(func(t *testing.T, quote, post string) {
		q, p := text.Fold(quote), text.Fold(post)
		weight := make([]float64, len(q.Tokens))
		for i := range weight {
			weight[i] = float64(i%10) / 10
		}
		al := align(q.Tokens, p.Tokens, weight)
		checkSteps(t, al.Steps, q.Tokens, p.Tokens)
		explain(q, p, &al)
		if n := len([]rune(p.Text)); al.Span[0] < 0 || al.Span[0] > al.Span[1] || al.Span[1] > n {
			t.Errorf("span %v in %d", al.Span, n)
		}
	})
}

func checkSteps(t *testing.T, steps []step, q, p []text.Token) {
	t.Helper()
	at := 0
	for i, s := range steps {
		if s.q0 != at || s.q1 < s.q0 || s.p1 < s.p0 || s.p0 < 0 || s.p1 > len(p) || i > 0 && s.p0 != steps[i-1].p1 {
			t.Fatalf("step %d of %+v in %d and %d tokens", i, steps, len(q), len(p))
		}
		if s.op == opEqual && !text.Same(q[s.q0], p[s.p0]) || s.op == opInsert && s.p1 != s.p0 || (s.op == opDelete || s.op == opSkip) && s.q1 != s.q0 {
			t.Fatalf("step %d of %+v is not what it says", i, steps)
		}
		at = s.q1
	}
	if at != len(q) {
		t.Fatalf("%d of the quote's %d tokens are explained", at, len(q))
	}
}

package sound

import "testing"

// TestHeard: a name as another script writes it is heard, another name is not.
func TestHeard(t *testing.T) {
	for _, c := range []struct {
		latin, other string
		want         bool
	}{
		{"stoltenberg", "斯托尔滕贝格", true}, {"scholz", "شولتس", true}, {"kallas", "カッラス", true}, {"stoltenberg", "ストルテンベルグ", true}, {"gallant", "加兰特", true}, {"harris", "гаррис", true}, {"merkel", "메르켈", true},
		{"stoltenberg", "梅洛尼", false}, {"merkel", "ベアボック", false}, {"rubio", "ラブロフ", false}, {"gallant", "government", false},
	} {
		if got := Heard(c.latin, c.other); got != c.want {
			t.Errorf("%s and %s: %v, want %v (%s, %s)", c.latin, c.other, got, c.want, soundsOf(c.latin), soundsOf(c.other))
		}
		if c.want && Opening(c.latin) != Opening(c.other) {
			t.Errorf("%s and %s do not begin alike", c.latin, c.other)
		}
	}
}

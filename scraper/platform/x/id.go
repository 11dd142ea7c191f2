package x

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// The first snowflake id and the moment that X counts its milliseconds from.
const (
	lastPlainID    = 29700859247
	snowflakeEpoch = 1288834974657
)

// validID reports whether s can be the id of a post: 1 to 19 digits, no leading
// zero, within a signed 64-bit integer.
func validID(s string) bool {
	if len(s) == 0 || len(s) > 19 || s[0] == '0' {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	_, err := strconv.ParseInt(s, 10, 64)
	return err == nil
}

// idTime is the UTC time that a post's id carries, in milliseconds; zero for ids
// from before November 2010, which carry none, and for what is no id.
func idTime(id string) time.Time {
	if !validID(id) {
		return time.Time{}
	}
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= lastPlainID {
		return time.Time{}
	}
	return time.UnixMilli(n>>22 + snowflakeEpoch).UTC()
}

// rounded reports whether an id of 19 digits keeps only 15 of them, as a spreadsheet does, and
// the count of posts that a machine made in one millisecond, its last 12 bits, is no small
// one. X's own ids that end in four zeros have such a count once in 50,000 at most: of 4,794
// recorded ids a fifth counts to 64 or more, none of the 13 that end in three zeros.
func rounded(id string) bool {
	n, err := strconv.ParseInt(id, 10, 64)
	return err == nil && len(id) == 19 && n%10_000 == 0 && n&0xfff >= 64
}

// token is the one that the syndication endpoint asks for beside an id, as X's
// own embedding script computes it: ((Number(id)/1e15)*Math.PI).toString(36)
// without zeros and the dot.
func token(id string) string {
	n, err := strconv.ParseFloat(id, 64)
	if err != nil {
		return ""
	}
	s := base36(n / 1e15 * math.Pi)
	return strings.NewReplacer("0", "", ".", "").Replace(s)
}

// base36 writes a positive number as JavaScript's Number.toString(36) does: the
// shortest run of digits after the point that still names this number (V8's
// DoubleToRadixCString).
func base36(v float64) string {
	const digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	integer := math.Floor(v)
	fraction := v - integer
	delta := math.Max(0.5*(math.Nextafter(v, math.Inf(1))-v), math.SmallestNonzeroFloat64)
	var frac []byte
	for fraction >= delta {
		fraction *= 36
		delta *= 36
		d := int(fraction)
		frac = append(frac, byte(d))
		fraction -= float64(d)
		if (fraction > 0.5 || fraction == 0.5 && d&1 == 1) && fraction+delta > 1 {
			integer += float64(carry(&frac))
			break
		}
	}
	for i, d := range frac {
		frac[i] = digits[d]
	}
	out := strconv.FormatInt(int64(integer), 36)
	if len(frac) > 0 {
		out += "." + string(frac)
	}
	return out
}

// carry rounds the last base-36 digit up and gives 1 where that overflows the
// point.
func carry(frac *[]byte) int {
	f := *frac
	for len(f) > 0 {
		last := len(f) - 1
		if f[last] < 35 {
			f[last]++
			*frac = f
			return 0
		}
		f = f[:last]
	}
	*frac = f
	return 1
}

package x

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"onrecord/store/storetest/samples"
)

// shared is the folder of recorded payloads, or the test is skipped.
func shared(t testing.TB) string {
	t.Helper()
	return samples.Path(t, "data", "platforms")
}

func TestTokenAndTimeOfEveryRecordedID(t *testing.T) {
	f, err := os.Open(filepath.Join(shared(t), "vectors", "x_syndication_token_and_snowflake.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Scan() // the header
	n := 0
	for lines.Scan() {
		want := strings.Split(lines.Text(), "\t")
		n++
		if got := token(want[0]); got != want[1] {
			t.Errorf("token(%s) = %q, want %q", want[0], got, want[1])
		}
		ms := ""
		if at := idTime(want[0]); !at.IsZero() {
			ms = strconv.FormatInt(at.UnixMilli(), 10)
		}
		if ms != want[2] {
			t.Errorf("idTime(%s) = %q ms, want %q", want[0], ms, want[2])
		}
	}
	if n != 2020 && n != 2021 {
		t.Errorf("%d vectors, want 2,021 lines", n)
	}
}

func TestIDTimeOfTheFoundingCase(t *testing.T) {
	got := idTime("1988393441999593891").Truncate(time.Second)
	if want := time.Date(2025, 11, 11, 23, 48, 33, 0, time.UTC); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestValidID(t *testing.T) {
	for id, want := range map[string]bool{
		"20": true, "9223372036854775807": true, "1": true,
		"": false, "0": false, "020": false, "-1": false, "9223372036854775808": false,
		"12345678901234567890": false, "12a": false, "١٢": false, "1 ": false,
	} {
		if got := validID(id); got != want {
			t.Errorf("validID(%q) = %v", id, got)
		}
	}
}

func TestRoundedIDs(t *testing.T) {
	for id, want := range map[string]bool{
		"1988393441999590000": true, "1988393441999600000": true,
		"1988393441999593891": false, "1840000000000000000": false, "1382159582781440000": false, "200": false, "10000": false, "990000": false,
	} {
		if rounded(id) != want {
			t.Errorf("rounded(%s) is %v", id, !want)
		}
	}
}

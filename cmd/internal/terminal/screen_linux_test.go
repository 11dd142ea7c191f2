package terminal

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/sys/unix"

	"onrecord/cmd/internal/doctor"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// screenOf opens a terminal of so many columns; shown gives all that was written to it,
// once it is closed.
func screenOf(t *testing.T, columns uint16) (tty *os.File, shown func() string) {
	t.Helper()
	ptm, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	t.Cleanup(func() { ptm.Close() })
	fd := int(ptm.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns})
	}
	if err == nil {
		tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR, 0)
	}
	if err != nil {
		t.Skip("no terminals here: ", err)
	}
	read := make(chan string)
	go func() {
		b, _ := io.ReadAll(ptm) // it ends with an error when the other side is closed
		read <- string(b)
	}()
	return tty, func() string {
		tty.Close()
		return <-read
	}
}

// TestBarStaysOnItsLine: no bar of progress is wider than the terminal, whatever it is
// called and however far it counts, and no percentage goes back.
func TestBarStaysOnItsLine(t *testing.T) {
	for _, columns := range []uint16{20, 40, 60, 80, 120} {
		for _, what := range []string{"importing", "trying the language model on sentences of our own"} {
			tty, shown := screenOf(t, columns)
			synctest.Test(t, func(*testing.T) {
				show := Progress(new(Screen).Wrapped(tty, func() bool { return false }), what)
				for _, of := range [][2]int{{1, 2}, {90_000, 100_000}, {90_001, 1_234_567}, {1_234_566, 1_234_567}} {
					show(of[0], of[1])
					time.Sleep(time.Minute)
				}
			})
			last := 0
			for _, line := range strings.FieldsFunc(strings.ReplaceAll(shown(), "\x1b[K", ""), func(r rune) bool { return r == '\r' || r == '\n' }) {
				if got := words.Width(line); got >= int(columns) {
					t.Errorf("%d columns of %d: %q", got, columns, line)
				}
				at, _, _ := strings.Cut(line, "%")
				percent, err := strconv.Atoi(strings.TrimSpace(at))
				if err != nil || percent < last {
					t.Errorf("%d%%, then %q: %v", last, line, err)
				}
				last = percent
			}
		}
	}
}

// TestLinesTakeTheBarsPlace: a line that is printed while a bar stands there, on the same
// stream or another, begins on a line of its own.
func TestLinesTakeTheBarsPlace(t *testing.T) {
	tty, shown := screenOf(t, 80)
	screen := new(Screen)
	out, errs := screen.Wrapped(tty, func() bool { return false }), screen.Wrapped(tty, func() bool { return false })
	Progress(errs, "looking")(1, 4)
	fmt.Fprintln(out, "new  x:1")
	Progress(errs, "looking")(2, 4)
	screen.Clear()
	got := regexp.MustCompile(` *\d+% looking[^\r\n]*\r\x1b\[K`).ReplaceAllString(shown(), "")
	if got != "new  x:1\r\n" {
		t.Errorf("%q", got)
	}
}

// TestTimesOnATerminal: people read when with how long ago, or as the day where that is all
// that is known; a pipe gets RFC 3339. What changed stands in a column of its own.
func TestTimesOnATerminal(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	d := store.Document{ID: "x:1", Kind: store.Post, Author: store.Author{Name: "Sam"}, PublishedAt: store.Moment{Time: now.Add(-3 * time.Hour), Precision: store.PrecisionSecond}}
	day := d
	day.PublishedAt = store.Moment{Time: now.AddDate(-1, 0, 0), Precision: store.PrecisionDay}
	mark := wire.Origin{Authority: store.AuthorityImport, ImportedFrom: "a.jsonl", RecordedAt: "2026-11-28T12:00:00Z"}
	print := func(w io.Writer) {
		pr := Printer{Out: w, Now: func() time.Time { return now }}
		fmt.Fprintf(w, "%s|%s\n%s\n%s  x:1\n", pr.headline(d), pr.headline(day), pr.whose(mark), pr.label("gone"))
		if err := pr.fields(pr.Marked([]string{"x:1", "2026-11-29T09:00:00Z", "at 2026-11-29T09:00:00Z"}, mark)...); err != nil {
			t.Error(err)
		}
		if err := pr.Findings([]doctor.Finding{{What: "every look failed", Since: "2026-11-29T11:00:00.250Z", Do: "look again"}}); err != nil {
			t.Error(err)
		}
	}
	tty, shown := screenOf(t, 200)
	print(new(Screen).Wrapped(tty, func() bool { return false }))
	got := strings.ReplaceAll(regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(shown(), ""), "\r", "")
	if want := "Sam, 2026-11-29 09:00 UTC (3 h ago)|Sam, 2025-11-29\nimported from a.jsonl on 2026-11-28 12:00 UTC (24 h ago), not observed by this archive\ngone        x:1\nx:1 · 2026-11-29 09:00 UTC (3 h ago) · at 2026-11-29T09:00:00Z · imported from a.jsonl on 2026-11-28 12:00 UTC (24 h ago), not observed by this archive\nevery look failed, since 2026-11-29 11:00 UTC (1 h ago)\n    look again\n"; got != want {
		t.Errorf("on a terminal\n%s, want\n%s", got, want)
	}
	var b strings.Builder
	print(&b)
	if want := "Sam, 2026-11-29T09:00:00Z|Sam, 2025-11-29\nimported from a.jsonl on 2026-11-28T12:00:00Z, not observed by this archive\ngone        x:1\nx:1\t2026-11-29T09:00:00Z\tat 2026-11-29T09:00:00Z\timported from a.jsonl on 2026-11-28T12:00:00Z, not observed by this archive\nevery look failed, since 2026-11-29T11:00:00.250Z\n    look again\n"; b.String() != want {
		t.Errorf("in a pipe\n%s, want\n%s", b.String(), want)
	}
}

package warc

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"onrecord/store"
)

// Options say how captures are written.
type Options struct {
	// Software names the program and its version, File the file that is written.
	Software, File string
	// Now is the time of the file.
	Now time.Time
	// Earlier gives a capture that was written before, for the records that refer to
	// it.
	Earlier func(id int64) (store.Capture, error)
	// Memento tells what a capture of another archive's answer shows, and as of when;
	// false where it is none. It may be nil.
	Memento func(store.Capture) (Memento, bool)
	// Platform is whose adapter read a capture where its address does not tell, "" for
	// nobody's. It may be nil.
	Platform func(store.Capture) store.Platform
	// Indexed is told of each record that can be replayed. It may be nil.
	Indexed func(Line) error
	// Sign signs the datapackage of a WACZ. It may be nil.
	Sign Sign
}

// Memento is a page as its own site gave it, relayed by another archive later.
type Memento struct {
	URL    string
	At     time.Time
	Status int
	// Header is the site's own.
	Header http.Header
}

// Counts are what a Writer wrote.
type Counts struct{ Captures, Records, Revisits int }

// Writer writes captures as the records of one WARC file, each record a gzip member.
// It holds no body longer than the capture is written, and some 50 bytes a capture.
type Writer struct {
	rec  *recordWriter
	opts Options
	info string
	// whole tells which capture was written with its payload: by the payload's sum,
	// and by its address.
	whole   map[[16]byte]int64
	written Counts
}

// NewWriter begins a file on out with its warcinfo record.
func NewWriter(out io.Writer, o Options) (*Writer, error) {
	w := &Writer{rec: newRecordWriter(out), opts: o, whole: map[[16]byte]int64{}}
	w.info = recordID("info", o.File, o.Now.UnixNano())
	var f Fields
	f.add("WARC-Type", TypeInfo)
	f.add("WARC-Record-ID", w.info)
	f.add("WARC-Date", date(o.Now))
	f.add("WARC-Filename", o.File)
	f.add("Content-Type", fieldsType)
	_, err := w.put(f, fieldsBlock(Fields{
		{"software", oneLine(o.Software)},
		{"format", "WARC File Format 1.1"},
		{"conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		{"description", "captures of an onrecord archive; status lines are rebuilt, header fields sorted, transfer encodings undone"},
	}))
	return w, err
}

const fieldsType = "application/warc-fields"

// fieldsBlock is a block of fields, the empty ones left out.
func fieldsBlock(f Fields) []byte {
	var b bytes.Buffer
	for _, x := range f {
		if x.Value != "" {
			b.WriteString(x.Name + ": " + oneLine(x.Value) + "\r\n")
		}
	}
	return b.Bytes()
}

// Counts are what was written so far.
func (w *Writer) Counts() Counts { return w.written }

// place is where a record stands.
type place struct {
	at, length int64
	sum        [sha256.Size]byte
}

func (w *Writer) put(f Fields, block ...[]byte) (p place, err error) {
	w.written.Records++
	p.at, p.length, p.sum, err = w.rec.write(f, block...)
	return p, err
}

// Capture writes all records of one capture: a metadata record with what has no place
// in the others, a request and a response a hop, and the response as a revisit where
// its payload was written before.
func (w *Writer) Capture(c store.Capture) error {
	w.written.Captures++
	if err := w.capture(c); err != nil {
		return fmt.Errorf("write capture %d: %w", c.ID, err)
	}
	return nil
}

func (w *Writer) capture(c store.Capture) error {
	switch {
	case c.Method == store.MethodImport:
		return w.line(c)
	case !isWeb(c.FinalURL) && !isWeb(c.URL):
		return w.resource(c)
	}
	x := exchange{w: w, c: c, id: w.id(c, "response", 0)}
	hops := c.Hops
	if n := len(hops); n > 0 && hops[n-1].URL == c.FinalURL && hops[n-1].Status == c.Status {
		hops = hops[:n-1] // the last answer was a redirect that was not followed
	}
	if err := w.metadata(c, x.id, c.Status > 0); err != nil {
		return err
	}
	for i, h := range hops {
		if err := x.hop(i, h); err != nil {
			return err
		}
	}
	if err := x.answer(len(hops)); err != nil {
		return err
	}
	return x.past()
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// id names a record of a capture.
func (w *Writer) id(c store.Capture, kind string, n int) string {
	return recordID(kind, n, c.ID, c.URL, c.StartedAt.UnixMilli(), c.BodySHA256)
}

// key is a short form of what is looked up among what was written.
func key(kind, of string) [16]byte {
	sum := sha256.Sum256([]byte(kind + "\x00" + of))
	return [16]byte(sum[:16])
}

// line writes a line that was imported from a file.
func (w *Writer) line(c store.Capture) error {
	id := w.id(c, "resource", 0)
	f := w.fields(TypeResource, id, c.StartedAt, "urn:onrecord:import:"+uri(c.FinalURL))
	f.add("WARC-Payload-Digest", digest(sha256.Sum256(c.Body)))
	f.add("Content-Type", "application/json")
	if err := w.metadata(c, id, true); err != nil {
		return err
	}
	_, err := w.put(f, c.Body)
	return err
}

// resource writes bytes that came over no HTTP: a screenshot.
func (w *Writer) resource(c store.Capture) error {
	id := w.id(c, "resource", 0)
	kind := c.Header.Get("Content-Type")
	if kind == "" {
		kind = http.DetectContentType(c.Body)
	}
	f := w.fields(TypeResource, id, c.StartedAt, uri(c.URL))
	f.add("WARC-Payload-Digest", digest(sha256.Sum256(c.Body)))
	f.add("WARC-Truncated", truncation(c))
	f.add("Content-Type", kind)
	if err := w.metadata(c, id, true); err != nil {
		return err
	}
	_, err := w.put(f, c.Body)
	return err
}

// fields are those that every record of a capture begins with.
func (w *Writer) fields(kind, id string, at time.Time, target string) (f Fields) {
	f.add("WARC-Type", kind)
	f.add("WARC-Record-ID", id)
	f.add("WARC-Date", date(at))
	f.add("WARC-Target-URI", target)
	f.add("WARC-Warcinfo-ID", w.info)
	return f
}

// metadata says what the other records of a capture have no place for; for a capture
// without an answer it is the only record.
func (w *Writer) metadata(c store.Capture, of string, beside bool) error {
	target := c.FinalURL
	if target == "" || c.Method == store.MethodImport {
		target = c.URL
	}
	if target == "" {
		target = "urn:onrecord:capture:" + strconv.FormatInt(c.ID, 10)
	}
	f := w.fields(TypeMetadata, w.id(c, "metadata", 0), c.StartedAt, uri(target))
	if beside {
		f.add("WARC-Concurrent-To", of)
	}
	f.add("Content-Type", fieldsType)
	note := Fields{
		{"onrecord-capture", strconv.FormatInt(c.ID, 10)},
		{"onrecord-outcome", string(c.Outcome)}, {"onrecord-error", c.Error},
		{"onrecord-document", string(c.Document)}, {"onrecord-door", c.Endpoint}, {"onrecord-relay", c.Relay},
		{"onrecord-url", c.URL}, {"onrecord-robots", c.Robots}, {"onrecord-truncated", c.Truncated},
		{"fetchTimeMs", fetchTime(c)}, {"onrecord-finished", store.FormatTime(c.FinishedAt)},
		{"onrecord-received-sha256", c.RawSHA256}, {"onrecord-decoded-sha256", c.BodySHA256},
	}
	if w.opts.Platform != nil {
		note = append(note, Field{"onrecord-platform", string(w.opts.Platform(c))})
	}
	if c.TLS != nil {
		note = append(note, Field{"onrecord-tls-chain-sha256", strings.Join(c.TLS.Chain, " ")})
	}
	_, err := w.put(f, fieldsBlock(note))
	return err
}

func fetchTime(c store.Capture) string {
	if c.FinishedAt.IsZero() || c.StartedAt.IsZero() {
		return ""
	}
	return strconv.FormatInt(c.FinishedAt.Sub(c.StartedAt).Milliseconds(), 10)
}

package warc

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// arcHead begins an ARC file, the form before WARC
// (https://archive.org/web/researcher/ArcFileFormat.php).
const arcHead = "filedesc://"

// maxARCLine bounds the line that begins a record.
const maxARCLine = 64 << 10

// IsARC reports whether a file begins as an ARC file does.
func IsARC(head []byte) bool { return bytes.HasPrefix(head, []byte(arcHead)) }

// OpenARC gives the WARC file that says the same as an ARC file, plain or packed with gzip;
// false where in begins as something else, of which nothing is taken.
func OpenARC(in *bufio.Reader) (io.Reader, bool) {
	head, _ := in.Peek(len(arcHead)) // a shorter one is none
	if IsARC(head) {
		return FromARC(in), true
	}
	if !isGzip(head) {
		return nil, false
	}
	head, _ = in.Peek(min(in.Size(), 64<<10))
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return nil, false
	}
	inner := make([]byte, len(arcHead))
	if _, err := io.ReadFull(z, inner); err != nil || !IsARC(inner) {
		return nil, false
	}
	if z, err = gzip.NewReader(in); err != nil {
		return nil, false
	}
	return FromARC(z), true
}

// FromARC reads an ARC file, unpacked, as the WARC file that says the same: an answer to
// HTTP is a response, what has no head of HTTP's a resource. A file that breaks off ends
// within a record.
func FromARC(in io.Reader) io.Reader { return &arc{in: bufio.NewReaderSize(in, maxARCLine)} }

// arc gives a WARC file's bytes, part by part.
type arc struct {
	in   *bufio.Reader
	part io.Reader
	// block is what is left of the record that is given, nil between two.
	block *io.LimitedReader
	began bool
	err   error
}

func (a *arc) Read(p []byte) (int, error) {
	for a.err == nil {
		if a.part != nil {
			n, err := a.part.Read(p)
			if n > 0 || err != nil && !errors.Is(err, io.EOF) {
				return n, err
			}
			a.part = nil
		}
		if a.block != nil {
			if a.block.N > 0 { // it breaks off here, and so does what is made of it
				a.err = io.EOF
				break
			}
			a.part, a.block = strings.NewReader("\r\n\r\n"), nil
			continue
		}
		a.part, a.err = a.record()
	}
	return 0, a.err
}

// record gives the next one up to the end of its block.
func (a *arc) record() (io.Reader, error) {
	line := ""
	for line == "" { // an empty one parts records
		b, err := a.in.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return nil, errors.New("a line of the ARC file is longer than any record's")
		case errors.Is(err, io.EOF) && len(bytes.TrimSpace(b)) == 0:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		}
		line = strings.TrimSpace(string(b))
	}
	// What begins no record is passed on as it is: whoever reads the records names it, and
	// goes on behind it.
	rubbish := strings.NewReader(line + "\r\n")
	f := strings.Fields(line)
	if len(f) < 5 {
		return rubbish, nil
	}
	at, err := time.Parse("20060102150405", f[2])
	length, lerr := strconv.ParseUint(f[len(f)-1], 10, 40)
	if err != nil || lerr != nil {
		return rubbish, nil
	}
	kind, media := TypeResponse, "application/http;msgtype=response"
	switch start, _ := a.in.Peek(5); {
	case !a.began: // the file's description of itself
		kind, media = "warcinfo", "text/plain"
	case string(start) != "HTTP/":
		kind, media = TypeResource, oneLine(f[3])
	}
	a.began, a.block = true, &io.LimitedReader{R: a.in, N: int64(length)}
	var h strings.Builder
	fields := Fields{
		{"WARC-Type", kind}, {"WARC-Target-URI", f[0]}, {"WARC-Date", date(at)}, {"WARC-Record-ID", recordID("arc", line)},
		{"WARC-IP-Address", f[1]}, {"Content-Type", media}, {"Content-Length", strconv.FormatUint(length, 10)},
	}
	for _, x := range fields {
		h.WriteString(x.Name + ": " + oneLine(x.Value) + "\r\n")
	}
	return io.MultiReader(strings.NewReader("WARC/1.0\r\n"+h.String()+"\r\n"), a.block), nil
}

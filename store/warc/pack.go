package warc

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"strings"
	"time"

	"onrecord/store"
	"onrecord/store/warc/zipped"
)

// The parts of a WACZ.
const (
	dataName   = "data.warc.gz"
	cdxName    = "index.cdx.gz"
	pagesHead  = `{"format":"json-pages-1.0","id":"pages","title":"Pages"}`
	packName   = "datapackage.json"
	digestName = "datapackage-digest.json"
)

// Package gathers captures for a WACZ 1.1.1: the WARC file, its index and the list of
// pages, in files of a folder until they are put into the container.
type Package struct {
	*Writer
	title func(store.Capture) string
	warc  *os.File
	pages *os.File
	buf   *bufio.Writer
	list  *bufio.Writer
	lines sorter
	first page
}

// NewPackage begins one with its files in dir. title tells what a page is called; it
// may be nil.
func NewPackage(dir string, o Options, title func(store.Capture) string) (p *Package, err error) {
	p = &Package{title: title, lines: sorter{dir: dir}}
	if p.warc, err = os.CreateTemp(dir, "warc-*"); err != nil {
		return nil, err
	}
	if p.pages, err = os.CreateTemp(dir, "pages-*"); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.buf, p.list = bufio.NewWriterSize(p.warc, 1<<16), bufio.NewWriter(p.pages)
	o.File = dataName
	o.Indexed = func(l Line) error {
		l.File = dataName
		return p.lines.add(l.String())
	}
	_, err = p.list.WriteString(pagesHead + "\n")
	if err == nil {
		p.Writer, err = NewWriter(p.buf, o)
	}
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// page is a line of pages.jsonl.
type page struct {
	ID    string `json:"id"`
	URL   string `json:"url"`
	Time  string `json:"ts"`
	Title string `json:"title,omitempty"`
}

// Capture adds one, as a page too where it shows something to look at.
func (p *Package) Capture(c store.Capture) error {
	if err := p.Writer.Capture(c); err != nil {
		return err
	}
	if c.Status != 200 || c.BodyLength == 0 || c.Document == "" && mediaType(c.Header) != "text/html" {
		return nil
	}
	l := page{URL: uri(c.FinalURL), Time: date(c.StartedAt), Title: string(c.Document)}
	if p.opts.Memento != nil {
		if was, ok := p.opts.Memento(c); ok {
			l.URL, l.Time = uri(was.URL), date(was.At)
		}
	}
	if p.title != nil {
		l.Title = p.title(c)
	}
	id := sha256.Sum256([]byte(l.URL + " " + l.Time))
	l.ID = hex.EncodeToString(id[:8])
	if p.first.URL == "" {
		p.first = l
	}
	b, err := json.Marshal(l)
	if err != nil {
		return err
	}
	_, err = p.list.Write(append(b, '\n'))
	return err
}

// AddTo puts the parts into a container and gives what a datapackage says of them.
func (p *Package) AddTo(z *zipped.Writer) (all []Resource, err error) {
	if err := errors.Join(p.buf.Flush(), p.list.Flush()); err != nil {
		return nil, err
	}
	dir := p.lines.dir
	cdx, err := os.CreateTemp(dir, "cdx-*")
	if err != nil {
		return nil, err
	}
	defer discard(cdx)
	idx, err := os.CreateTemp(dir, "idx-*")
	if err != nil {
		return nil, err
	}
	defer discard(idx)
	if err := WriteIndex(cdx, idx, cdxName, p.lines.each); err != nil {
		return nil, err
	}
	for _, part := range []struct {
		name string
		file *os.File
	}{
		{"archive/" + dataName, p.warc},
		{"indexes/" + cdxName, cdx}, {"indexes/index.idx", idx}, {"pages/pages.jsonl", p.pages},
	} {
		r, err := AddResource(z, part.name, part.file)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// Close removes the files.
func (p *Package) Close() error {
	err := p.lines.close()
	for _, f := range []*os.File{p.warc, p.pages} {
		if f != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}
	return err
}

func discard(f *os.File) {
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// Resource is what a datapackage says of one entry.
type Resource struct {
	Name string `json:"name"`
	Path string `json:"path"`
	// Hash is "sha256:" and the sum in hexadecimal.
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// AddResource puts an entry into a container and describes it.
func AddResource(z *zipped.Writer, name string, r io.ReadSeeker) (Resource, error) {
	h := sha256.New()
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return Resource{}, err
	}
	if _, err := io.Copy(h, r); err != nil {
		return Resource{}, err
	}
	e, err := z.Add(name, r)
	return Resource{strings.ToLower(path.Base(name)), name, digest([sha256.Size]byte(h.Sum(nil))), e.Size}, err
}

// Datapackage is what a WACZ says of itself.
type Datapackage struct {
	Profile     string     `json:"profile"`
	Version     string     `json:"wacz_version"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Created     string     `json:"created"`
	Software    string     `json:"software"`
	MainURL     string     `json:"mainPageUrl,omitempty"`
	MainDate    string     `json:"mainPageDate,omitempty"`
	Resources   []Resource `json:"resources"`

	sign Sign
}

// Describe begins a datapackage for what is in the package.
func (p *Package) Describe(title, description string, now time.Time) Datapackage {
	return Datapackage{
		Profile: "data-package", Version: "1.1.1", Title: title, Description: description, Created: date(now),
		Software: p.opts.Software, MainURL: p.first.URL, MainDate: p.first.Time, sign: p.opts.Sign,
	}
}

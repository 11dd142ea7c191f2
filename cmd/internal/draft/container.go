package draft

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// The bounds of a container.
const (
	maxEntries = 10_000
	maxPart    = 64 << 20 // of one part, unpacked
	maxDepth   = 200      // of elements in one another
)

// container is a document that is XML within ZIP. Only parts that are asked for are
// unpacked, into memory, and no name in it becomes a path.
type container struct{ files map[string]*zip.File }

func openContainer(b []byte) (container, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return container{}, fmt.Errorf("this file is damaged: %w; save it again", err)
	}
	if len(z.File) > maxEntries {
		return container{}, fmt.Errorf("it holds more than %d files, which no document does; it is refused", maxEntries)
	}
	c := container{map[string]*zip.File{}}
	for _, f := range z.File {
		if c.files[f.Name] != nil {
			return container{}, errors.New("two of its files have one name, so that it shows different texts to different programs; it is refused")
		}
		c.files[f.Name] = f
	}
	return c, nil
}

// handler hears of the elements and words of a part. begin reports whether to leave an
// element out with all that is in it.
type handler struct {
	begin func(xml.StartElement) (skip bool)
	end   func(xml.EndElement)
	text  func(string)
}

// read plays a part to h; one that is not there is empty.
func (c container) read(name string, h handler) error {
	f := c.files[name]
	if f == nil {
		return nil
	}
	if f.Flags&1 != 0 {
		return errors.New("it is protected by a password; save it without one")
	}
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("this file is damaged: %w; save it again", err)
	}
	defer r.Close()
	in := &io.LimitedReader{R: r, N: maxPart}
	err = play(in, h)
	if in.N <= 0 {
		return fmt.Errorf("a part of it unpacks to more than %d MiB, as bombs do; it is refused", maxPart>>20)
	}
	if err != nil {
		return fmt.Errorf("%q in it cannot be read: %w", name, err)
	}
	return nil
}

// play reads XML. Entities other than XML's own are refused, defined or not.
func play(r io.Reader, h handler) error {
	d := xml.NewDecoder(r)
	depth, skipped := 0, 0 // skipped is the depth of the element that is left out
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.Directive:
			return errors.New("it has a document type of its own, which is refused")
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("it nests more than %d elements, which is refused", maxDepth)
			}
			if skipped == 0 && h.begin(t) {
				skipped = depth
			}
		case xml.EndElement:
			if skipped == 0 && h.end != nil {
				h.end(t)
			}
			if skipped == depth {
				skipped = 0
			}
			depth--
		case xml.CharData:
			if skipped == 0 && h.text != nil {
				h.text(string(t))
			}
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

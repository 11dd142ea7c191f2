package ocr

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPrepare: pictures of each kind come out grey, dark on light and large enough.
func TestPrepare(t *testing.T) {
	dark := image.NewRGBA(image.Rect(0, 0, 300, 100))
	for i := range dark.Pix {
		dark.Pix[i] = 255 * uint8(i%4/3) // black, opaque
	}
	dark.Set(150, 50, color.White)
	encode := map[string]func(*bytes.Buffer) error{
		"png":  func(b *bytes.Buffer) error { return png.Encode(b, dark) },
		"jpeg": func(b *bytes.Buffer) error { return jpeg.Encode(b, dark, nil) },
		"gif":  func(b *bytes.Buffer) error { return gif.Encode(b, dark, nil) },
	}
	for kind, write := range encode {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		out, err := prepare(b.Bytes())
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		img, err := png.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if g, ok := img.(*image.Gray); !ok || g.Bounds().Dx() != 900 || g.GrayAt(5, 5).Y < 200 {
			t.Errorf("%s becomes %T of %v, its ground %v", kind, img, img.Bounds(), img.At(5, 5))
		}
	}
}

// giant is the beginning of a PNG of any size.
func giant(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), width)
	head = append(binary.BigEndian.AppendUint32(head, height), 8, 0, 0, 0, 0)
	b := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), 13)
	return binary.BigEndian.AppendUint32(append(b, head...), crc32.ChecksumIEEE(head))
}

// TestFault24Pictures: a picture's size is read before it is decoded; what is none, or
// damaged, is refused with what to give.
func TestFault24Pictures(t *testing.T) {
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"giant":   {giant(100_000, 100_000), "too large"},
		"ribbon":  {giant(40_000, 1), "too large"},
		"cut":     {giant(100, 100), "damaged"},
		"text":    {[]byte("words"), "no picture"},
		"svg":     {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "no picture"},
		"nothing": {nil, "no picture"},
		"large":   {make([]byte, MaxSize+1), "MiB"},
	} {
		if _, err := prepare(c.b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", name, err, c.want)
		}
	}
}

// TestParse: words come with their lines, in order.
func TestParse(t *testing.T) {
	p := parse("level\tpage_num\tblock_num\n" +
		"5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.5\tAna\n5\t1\t1\t1\t1\t2\t50\t20\t30\t14\t12\t@ana\n" +
		"4\t1\t1\t1\t2\t0\t1\t1\t1\t1\t-1\t\n5\t1\t1\t1\t2\t1\t10\t40\t30\t12\t95\tSays\n5\t1\t1\t1\t2\t2\t10\t40\t30\t12\t95\t \nrubbish\n")
	if len(p.Lines) != 2 || p.Lines[0].Text() != "Ana @ana" || p.Lines[1].Text() != "Says" || p.Lines[0].Words[1].Confidence != 12 || p.Lines[0].Words[1].Right != 80 || p.Lines[0].Height != 14 {
		t.Errorf("read as %+v", p)
	}
}

// TestFails: a program that fails is quoted, a language that is not there named.
func TestFails(t *testing.T) {
	dir := t.TempDir()
	script := "#!/bin/sh\ncase $1 in --list-langs) echo eng; echo osd;; --version) echo tesseract 0;; *) echo first >&2; echo the last line >&2; exit 3;; esac\n"
	if err := os.WriteFile(filepath.Join(dir, "tesseract"), []byte(script), 0o700); err != nil {
		t.Skip(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	r := new(Reader)
	if _, err := r.Read(t.Context(), b.Bytes(), nil); err == nil || !strings.Contains(err.Error(), "the last line") || strings.Contains(err.Error(), "first") {
		t.Errorf("a program that fails: %v", err)
	}
	if _, err := r.Read(t.Context(), b.Bytes(), []string{"es"}); err == nil || !strings.Contains(err.Error(), `no language "es"`) {
		t.Errorf("a language that is not there: %v", err)
	}
}

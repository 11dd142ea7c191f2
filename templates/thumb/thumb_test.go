package thumb

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"strings"
	"testing"
)

func pngOf(t *testing.T, w, h int) []byte {
	t.Helper()
	p := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.RGBA{200, 0, 0, 255}})
	for i := range p.Pix {
		p.Pix[i] = 1
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestMake: a picture is drawn small, a high one cut below, a small one left, and its colour
// is still there.
func TestMake(t *testing.T) {
	for _, c := range []struct{ w, h, wantW, wantH int }{{800, 400, 320, 160}, {500, 9000, 320, 640}, {20, 10, 20, 10}, {3000, 1, 320, 1}} {
		b, err := Make(pngOf(t, c.w, c.h), 320)
		if err != nil {
			t.Fatal(err)
		}
		p, kind, err := image.Decode(bytes.NewReader(b))
		if err != nil || kind != "jpeg" || p.Bounds().Dx() != c.wantW || p.Bounds().Dy() != c.wantH {
			t.Errorf("%d × %d became %s %v, %v", c.w, c.h, kind, p.Bounds(), err)
			continue
		}
		if r, g, _, _ := p.At(0, 0).RGBA(); r < 0x9000 || g > 0x4000 {
			t.Errorf("%d × %d is no longer red", c.w, c.h)
		}
	}
	var b bytes.Buffer
	if err := gif.Encode(&b, image.NewPaletted(image.Rect(0, 0, 9, 9), color.Palette{color.Black}), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(b.Bytes(), 320); err != nil {
		t.Errorf("a GIF: %v", err)
	}
}

// TestFault24NoLargePictureIsDecoded: a picture that says it has 100,000 × 100,000 pixels,
// and what is none, are refused by their heads.
func TestFault24NoLargePictureIsDecoded(t *testing.T) {
	large := pngOf(t, 1, 1)
	binary.BigEndian.PutUint32(large[16:], 100_000)
	binary.BigEndian.PutUint32(large[20:], 100_000)
	binary.BigEndian.PutUint32(large[29:], crc32.ChecksumIEEE(large[12:29]))
	if head, _, err := image.DecodeConfig(bytes.NewReader(large)); err != nil || head.Width != 100_000 {
		t.Fatalf("the large picture is no picture: %v", err)
	}
	for name, b := range map[string][]byte{
		"large": large, "SVG": []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "HTML": []byte("<html>"), "nothing": nil,
		"cut": pngOf(t, 400, 400)[:60],
	} {
		if _, err := Make(b, 320); !errors.Is(err, ErrUnfit) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, kind := range []string{"image/svg+xml", "text/html", "video/mp4", "IMAGE/PNG", ""} {
		if Fits(kind, 10, 10, 10) {
			t.Errorf("%s is shown", kind)
		}
	}
}

// TestFault24NoPictureTakesAllMemory: pictures that are small in pixels, but of sixteen bits,
// interlaced or progressive, are refused by their heads where they take much more than others.
func TestFault24NoPictureTakesAllMemory(t *testing.T) {
	const side = 6000 // 36 million pixels
	head := func(depth, kind, passes byte) []byte {
		b := pngOf(t, 1, 1)
		binary.BigEndian.PutUint32(b[16:], side)
		binary.BigEndian.PutUint32(b[20:], side)
		b[24], b[25], b[28] = depth, kind, passes
		binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
		return b
	}
	progressive := append([]byte{0xff, 0xd8, 0xff, 0xc2, 0, 17, 8, side >> 8, side & 0xff, side >> 8, side & 0xff, 3}, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0xff, 0xd9)
	for name, c := range map[string]struct {
		b     []byte
		large bool
	}{
		"sixteen bits": {head(16, 6, 0), true}, "interlaced": {head(8, 6, 1), true}, "progressive": {progressive, true},
		"eight bits": {head(8, 6, 0), false},
	} {
		_, err := Make(c.b, 320)
		if !errors.Is(err, ErrUnfit) || strings.Contains(err.Error(), "to decode") != c.large {
			t.Errorf("%s: %v", name, err)
		}
	}
}

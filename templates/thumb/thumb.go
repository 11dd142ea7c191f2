// Package thumb makes small pictures of pictures that came from anywhere: they are decoded
// and drawn anew here, so that nothing of the original's bytes is in them.
package thumb

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // read
	"image/jpeg"
	_ "image/png" // read

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // read
)

// The bounds on what is decoded: a picture's pixels, read from its head before any of it is
// decoded, and its bytes.
const (
	MostPixels = 40_000_000
	MostBytes  = 32 << 20
)

// mostMemory bounds what decoding a picture takes, in bytes: that of MostPixels of eight bits
// in four colours, twice for those that are decoded in several passes.
const mostMemory = 4*MostPixels + 64<<20

// memory is what decoding a picture takes, in bytes, by its head: of sixteen bits a colour it
// is twice as much, PNGs in passes are held twice, progressive JPEGs as coefficients of four
// bytes beside their pixels.
func memory(b []byte, head image.Config, kind string) int64 {
	each := int64(4)
	switch head.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		each = 8
	case color.Gray16Model:
		each = 2
	case color.GrayModel:
		each = 1
	case color.YCbCrModel:
		each = 3
	}
	if kind == "png" && len(b) > 28 && b[28] != 0 { // IHDR's way of interlacing
		each *= 2
	}
	if kind == "jpeg" && bytes.Contains(b, []byte{0xff, 0xc2}) { // SOF2; nothing else has it but a comment
		each *= 5
	}
	return each * int64(head.Width) * int64(head.Height)
}

// ErrUnfit says that bytes are no picture that is decoded here.
var ErrUnfit = errors.New("it is no picture that can be shown")

// Ext is the ending of the names of files of a media type, "" for one that browsers do not
// draw or that could hold more than a picture.
func Ext(kind string) string {
	return map[string]string{"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}[kind]
}

// Fits reports whether a picture of a type, size and length is one that is decoded.
func Fits(kind string, width, height int, length int64) bool {
	return Ext(kind) != "" && width > 0 && height > 0 && width <= MostPixels/height && length <= MostBytes
}

// Readable reports whether bytes are, by their head, a picture that Make draws.
func Readable(b []byte) bool {
	head, kind, err := image.DecodeConfig(bytes.NewReader(b))
	return err == nil && Fits("image/"+kind, head.Width, head.Height, int64(len(b))) && memory(b, head, kind) <= mostMemory
}

// Make is a JPEG of a picture that is no wider than width and no higher than twice that: a
// higher one, such as of a whole page, is cut below. A picture that is small already keeps
// its size.
func Make(b []byte, width int) ([]byte, error) {
	head, kind, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || !Fits("image/"+kind, head.Width, head.Height, int64(len(b))) {
		return nil, fmt.Errorf("%s of %d × %d pixels: %w", kind, head.Width, head.Height, errors.Join(ErrUnfit, err))
	}
	if n := memory(b, head, kind); n > mostMemory {
		return nil, fmt.Errorf("%s of %d × %d pixels takes %d MB to decode: %w", kind, head.Width, head.Height, n/1e6, ErrUnfit)
	}
	from, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, errors.Join(ErrUnfit, err)
	}
	r := from.Bounds()
	width = min(width, r.Dx())
	if most := 2 * r.Dx(); r.Dy() > most {
		r.Max.Y = r.Min.Y + most
	}
	to := image.NewRGBA(image.Rect(0, 0, width, max(1, r.Dy()*width/r.Dx())))
	draw.Draw(to, to.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(to, to.Bounds(), from, r, draw.Over, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, to, &jpeg.Options{Quality: 80}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

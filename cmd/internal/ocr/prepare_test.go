package ocr

import (
	"bytes"
	"image"
	"image/png"
	"runtime"
	"testing"
)

// TestLargePictureInBounds: a picture of as many pixels as are read takes a few bytes of each.
func TestLargePictureInBounds(t *testing.T) {
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, image.NewGray(image.Rect(0, 0, 4000, 4000))); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := prepare(b.Bytes()); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 8*4000*4000 {
		t.Errorf("%d MB", took>>20)
	}
}

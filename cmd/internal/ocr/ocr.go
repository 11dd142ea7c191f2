// Package ocr reads the words of a picture with Tesseract, where that is installed.
package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/gif"  // so that pictures of these kinds are read
	_ "image/jpeg" //
	"image/png"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // the kind that most platforms send
)

// The bounds of a picture, and of reading one.
const (
	MaxSize   = 20 << 20 // bytes
	maxPixels = 50_000_000
	maxSide   = 30_000
	patience  = time.Minute
	maxOutput = 16 << 20
)

// ErrNotInstalled says that there is no Tesseract on this machine.
var ErrNotInstalled = errors.New("reading pictures needs Tesseract, which is not installed here; on Debian or Ubuntu: apt install tesseract-ocr tesseract-ocr-spa (one package a language), on macOS: brew install tesseract tesseract-lang")

// BadPictureError says why a picture is not read.
type BadPictureError struct{ why string }

func (b *BadPictureError) Error() string { return b.why }

func badf(format string, args ...any) error {
	return &BadPictureError{fmt.Sprintf(format, args...)}
}

// Reader runs Tesseract. The zero value finds it in the PATH.
type Reader struct {
	once sync.Once
	path string
	// installed are the languages that it has, version how it calls itself.
	installed []string
	version   string
	err       error
}

// find looks for Tesseract once.
func (r *Reader) find(ctx context.Context) error {
	r.once.Do(func() {
		if r.path, r.err = exec.LookPath("tesseract"); r.err != nil {
			r.err = ErrNotInstalled
			return
		}
		out, err := r.run(ctx, nil, "--list-langs")
		if err != nil {
			r.err = err
			return
		}
		for _, l := range strings.Fields(out) {
			if codeOf(l) != "" {
				r.installed = append(r.installed, l)
			}
		}
		slices.Sort(r.installed)
		if len(r.installed) == 0 {
			r.err = errors.New("Tesseract is installed without a language; on Debian or Ubuntu: apt install tesseract-ocr-eng tesseract-ocr-spa")
			return
		}
		if v, err := r.run(ctx, nil, "--version"); err == nil {
			r.version, _, _ = strings.Cut(v, "\n")
		}
	})
	return r.err
}

// Ready reports why nothing can be read here, nil where it can: ErrNotInstalled, or what
// Tesseract lacks.
func (r *Reader) Ready(ctx context.Context) error { return r.find(ctx) }

// run runs Tesseract, without a shell and for a while only.
func (r *Reader) run(ctx context.Context, in []byte, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, r.path, args...) //nolint:gosec // Tesseract, as it was found in PATH
	cmd.Env = append([]string{"OMP_THREAD_LIMIT=1"}, keep("PATH", "TESSDATA_PREFIX", "TMPDIR", "TEMP", "SystemRoot", "LD_LIBRARY_PATH")...)
	cmd.Stdin = bytes.NewReader(in)
	cmd.WaitDelay = time.Second
	var out, said limited
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", fmt.Errorf("Tesseract took longer than %s on this picture; give the part with the words alone", patience)
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		last := strings.TrimSpace(said.String())
		return "", fmt.Errorf("Tesseract could not read the picture: %w: %.200s", err, last[strings.LastIndex(last, "\n")+1:])
	}
	return out.String(), nil
}

// keep are the settings of the environment that a program of ours may know.
func keep(names ...string) (out []string) {
	for _, n := range names {
		if v, ok := os.LookupEnv(n); ok {
			out = append(out, n+"="+v)
		}
	}
	return out
}

// limited keeps the beginning of what is written to it.
type limited struct{ bytes.Buffer }

func (l *limited) Write(b []byte) (int, error) {
	if room := maxOutput - l.Len(); room < len(b) {
		l.Buffer.Write(b[:max(room, 0)])
		return len(b), nil
	}
	return l.Buffer.Write(b)
}

// Read reads a PNG, JPEG, GIF or WebP picture. langs are the languages (ISO 639-1) that
// its words may be in; with none those are tried that are installed. A
// *BadPictureError says that it is no picture that can be read.
func (r *Reader) Read(ctx context.Context, picture []byte, langs []string) (Page, error) {
	if err := r.find(ctx); err != nil {
		return Page{}, err
	}
	codes, err := r.codes(langs)
	if err != nil {
		return Page{}, err
	}
	ready, err := prepare(picture)
	if err != nil {
		return Page{}, err
	}
	out, err := r.run(ctx, ready, "stdin", "stdout", "-l", strings.Join(codes, "+"), "--psm", "3", "tsv")
	if err != nil {
		return Page{}, err
	}
	p := parse(out)
	p.Engine = fmt.Sprintf("%s (%s)", r.version, strings.Join(codes, "+"))
	return p, nil
}

// mostLanguages is how many languages a picture is read in at once: each takes time, and
// makes the others less sure.
const mostLanguages = 5

// codes are Tesseract's names of languages.
func (r *Reader) codes(langs []string) (out []string, err error) {
	for _, l := range langs {
		i := slices.IndexFunc(r.installed, func(code string) bool { return codeOf(code) == strings.ToLower(l) })
		if i < 0 {
			return nil, badf("Tesseract has no language %q here; it has %s (on Debian or Ubuntu: apt search tesseract-ocr)", l, strings.Join(r.installed, ", "))
		}
		out = append(out, r.installed[i])
	}
	if len(out) > 0 {
		return out, nil
	}
	for _, code := range usual {
		if len(out) < mostLanguages && slices.Contains(r.installed, code) {
			out = append(out, code)
		}
	}
	if len(out) == 0 {
		out = r.installed[:min(len(r.installed), mostLanguages)]
	}
	return out, nil
}

// prepare decodes a picture within bounds and writes it anew as Tesseract reads it best:
// grey, dark on light, with letters large enough. Tesseract sees no byte from outside.
func prepare(picture []byte) ([]byte, error) {
	if len(picture) > MaxSize {
		return nil, badf("the picture has more than %d MiB; give the part with the words alone", MaxSize>>20)
	}
	c, kind, err := image.DecodeConfig(bytes.NewReader(picture))
	switch {
	case err != nil:
		return nil, badf("this is no picture that can be read; give a PNG, JPEG, GIF or WebP file")
	case c.Width < 1 || c.Height < 1 || c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > maxPixels:
		return nil, badf("the picture is %d × %d pixels, which is too large; give the part with the words alone", c.Width, c.Height)
	}
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, badf("this %s picture is damaged: %v", kind, err)
	}
	by := scale(c.Width, c.Height)
	grey := image.NewGray(image.Rect(0, 0, int(float64(c.Width)*by), int(float64(c.Height)*by)))
	draw.Draw(grey, grey.Bounds(), image.White, image.Point{}, draw.Src) // under what is transparent
	if by == 1 {                                                         // to scale takes 32 bytes a pixel
		draw.Draw(grey, grey.Bounds(), img, img.Bounds().Min, draw.Over)
	} else {
		draw.CatmullRom.Scale(grey, grey.Bounds(), img, img.Bounds(), draw.Over, nil)
	}
	lighten(grey)
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, grey)
	return b.Bytes(), err
}

// scale is how much a picture is enlarged: the text of a phone's screen is 15 pixels
// high, and Tesseract reads best from 30 on.
func scale(width, height int) float64 {
	by := min(max(1800/float64(width), 1), 3)
	for float64(width)*float64(height)*by*by > maxPixels/4 && by > 1 {
		by = max(by*0.8, 1)
	}
	return by
}

// lighten turns a picture of light words on dark.
func lighten(g *image.Gray) {
	sum := 0
	for _, p := range g.Pix {
		sum += int(p)
	}
	if sum/max(len(g.Pix), 1) > 110 {
		return
	}
	for i, p := range g.Pix {
		g.Pix[i] = 255 - p
	}
}

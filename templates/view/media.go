package view

import (
	"context"
	"encoding/base64"
	"errors"
	"html/template"
	"slices"
	"strings"

	"onrecord/store"
	"onrecord/templates/thumb"
)

// Picture is where a picture that is kept is shown: Small beside the words, Full by itself.
// The zero value is for none.
type Picture struct {
	Small template.URL
	Full  Link
	// Name is how the file is called.
	Name string
}

// Pictures say where the bytes of a medium are shown; small is for the little picture. ""
// is for nowhere.
type Pictures func(m store.Medium, small bool) string

// KeptRow is a medium or screenshot whose bytes are kept.
type KeptRow struct {
	Picture
	Type, URL, SHA256 string
	Screenshot        bool
	Length            int64
	Width, Height     int
	Capture           int64
	// Words are what a machine read of it, Engine what read them.
	Words, Engine string
}

// kept are the bytes of media and screenshots that the archive has.
func (p *PageBuilder) kept(ctx context.Context, all []store.Medium) ([]KeptRow, error) {
	var out []KeptRow
	for i, m := range all[:min(len(all), 50)] {
		url, shot := strings.CutPrefix(m.URL, store.ScreenshotOf)
		row := KeptRow{
			Type: Name(m.Type), URL: clip(Plain(url), 300), SHA256: m.SHA256, Screenshot: shot, Length: m.Length, Width: m.Width, Height: m.Height,
			Capture: m.CaptureID, Words: clip(Plain(m.Words), maxSaid), Engine: Name(m.Engine),
		}
		var err error
		if row.Picture, err = p.picture(ctx, m, i < mostCarried); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// The bounds on the pictures that a page carries in itself, where it stands alone.
const (
	mostCarried  = 12
	carriedWidth = 1000
)

// picture is where a medium is shown, on a page that stands alone within it.
func (p *PageBuilder) picture(ctx context.Context, m store.Medium, carried bool) (out Picture, err error) {
	if !thumb.Fits(m.Type, m.Width, m.Height, m.Length) {
		return out, nil
	}
	if !p.alone {
		if p.opts.Pictures == nil {
			return out, nil
		}
		out.Small, out.Full = template.URL(p.opts.Pictures(m, true)), Link(p.opts.Pictures(m, false)) //nolint:gosec // our own addresses
		if out.Small != "" && !strings.Contains(string(out.Small), "://") {
			out.Small, out.Full = template.URL(p.root)+out.Small, Link(p.root)+out.Full //nolint:gosec // our own addresses
		}
		if out.Small == "" && out.Full != "" && !strings.Contains(string(out.Full), "://") {
			out.Full = Link(p.root) + out.Full
		}
		out.Name = fileName(m)
		p.pictured = p.pictured || out.Small != ""
		return out, nil
	}
	if p.open == nil || !carried {
		return out, nil
	}
	b, err := p.open(ctx, m.SHA256)
	if err == nil {
		b, err = thumb.Make(b, carriedWidth)
	}
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, thumb.ErrUnfit) {
		return out, nil // it is named all the same
	}
	if err != nil {
		return out, err
	}
	out.Small = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(b)) //nolint:gosec // our own words and base64
	return out, nil
}

// fileName is how a medium's address calls it.
func fileName(m store.Medium) string {
	address, _, _ := strings.Cut(m.URL, "?")
	if name := address[strings.LastIndexByte(address, '/')+1:]; name != "" && !strings.HasPrefix(m.URL, store.ScreenshotOf) {
		return clip(Plain(name), 80)
	}
	return m.SHA256[:min(len(m.SHA256), 12)]
}

// attached shows a version's media where their bytes are kept.
func (p *PageBuilder) attached(ctx context.Context, ms []store.Media) ([]MediaView, error) {
	out := media(ms)
	for i := range out {
		k := slices.IndexFunc(p.of.Media, func(m store.Medium) bool { return m.URL == ms[i].URL })
		if k < 0 {
			continue
		}
		out[i].Words, out[i].Engine = clip(Plain(p.of.Media[k].Words), maxSaid), Name(p.of.Media[k].Engine)
		if p.alone { // where all that is kept stands at the end
			continue
		}
		var err error
		if out[i].Picture, err = p.picture(ctx, p.of.Media[k], true); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func media(ms []store.Media) []MediaView {
	var out []MediaView
	for _, m := range ms[:min(len(ms), 50)] {
		out = append(out, MediaView{Type: Name(m.Type), Alt: clip(Plain(m.Alt), 1000), URL: SafeLink(m.URL)})
	}
	return out
}

package main

import (
	"context"
	"errors"
	"io"

	"onrecord/store"
	"onrecord/store/warc"
	"onrecord/store/warc/zipped"
)

func (a *app) exportWACZ(_ context.Context, out io.Writer, o exportOptions, each func(func(store.Capture) error) error) (n warc.Counts, err error) {
	p, err := warc.NewPackage(o.dir, o.Options, o.title)
	if err != nil {
		return n, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if err := each(p.Capture); err != nil {
		return n, err
	}
	z := zipped.NewWriter(out)
	resources, err := p.AddTo(z)
	if err != nil {
		return n, err
	}
	d := p.Describe("onrecord", "Captures of an onrecord archive", o.Now)
	d.Resources = resources
	return p.Counts(), errors.Join(warc.AddDatapackage(z, d), z.Close())
}

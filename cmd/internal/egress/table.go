package egress

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/parquet-go/parquet-go"

	"onrecord/cmd/internal/wire"
)

// The formats of tables.
const (
	JSONL   = "jsonl"
	CSV     = "csv"
	Parquet = "parquet"
)

// FormatOf is the format that a file's name asks for; an error says which there are.
func FormatOf(file string) (string, error) {
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case file == "-" || ext == ".jsonl" || ext == ".ndjson" || ext == ".json":
		return JSONL, nil
	case ext == ".csv":
		return CSV, nil
	case ext == ".parquet":
		return Parquet, nil
	}
	return "", fmt.Errorf("%s: the name says the format; end it in .jsonl, .csv or .parquet", file)
}

// table writes rows in a format. line is a row as JSON, where that says more.
type table[T any] struct {
	rows func(context.Context, func(T) error) error
	line func(T) any
}

func (t table[T]) write(ctx context.Context, w io.Writer, format string) error {
	switch format {
	case CSV:
		return wire.Table(w, true, wire.Columns[T](), func(row func(...string) error) error {
			return t.rows(ctx, func(r T) error { return row(wire.Cells(r)...) })
		})
	case Parquet:
		return t.parquet(ctx, w)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return t.rows(ctx, func(r T) error { return e.Encode(t.line(r)) })
}

// group is how many rows of a Parquet file are held in memory before they are written.
const group = 20_000

func (t table[T]) parquet(ctx context.Context, w io.Writer) error {
	p := parquet.NewGenericWriter[T](w, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(group))
	if err := t.rows(ctx, func(r T) error {
		_, err := p.Write([]T{r})
		return err
	}); err != nil {
		return err
	}
	return p.Close()
}

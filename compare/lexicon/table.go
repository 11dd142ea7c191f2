// Package lexicon is a table of concepts of public speech, one a row, with the
// usual words for each in many languages, and what finds the row of a word as it
// stands in a text: stems, clitics, compounds, and the cutting of scripts without
// spaces.
//
// People edit the text form: lexicon.tsv, words/*.tsv and names/*.tsv. A file's
// first line has language codes (ISO 639-1), a cell the usual words in citation
// form, the commonest first, parted by "|"; irregular stems stand beside them. A
// row is known by its English cell. `go generate` makes lexicon.bin of them, which
// the program carries.
package lexicon

//go:generate go run ./gen

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed lexicon.bin
var packed []byte

// Pivot is the language whose cell names a row.
const Pivot = "en"

// Table is a lexicon as rows: by language, the cell of each row.
type Table struct {
	Langs   []string
	Columns map[string][]string
}

// Pack writes a table for Unpack and the program.
func Pack(t Table) ([]byte, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	out := binary.AppendUvarint(nil, uint64(len(t.Langs)))
	for _, lang := range t.Langs {
		blob := enc.EncodeAll([]byte(strings.Join(t.Columns[lang], "\n")), nil)
		out = appendPart(appendPart(out, []byte(lang)), blob)
	}
	out = appendPart(out, enc.EncodeAll(packAkin(akin(t)), nil))
	return out, enc.Close()
}

func appendPart(out, part []byte) []byte {
	return append(binary.AppendUvarint(out, uint64(len(part))), part...)
}

// akinColumn is how what is akin is called among the columns.
const akinColumn = "akin concepts"

var errPacked = errors.New("the lexicon is damaged; make it anew with go generate ./compare/lexicon")

// blobs cuts what Pack wrote into the packed columns.
func blobs(b []byte) (langs []string, columns map[string][]byte, err error) {
	part := func() (p []byte) {
		n, used := binary.Uvarint(b)
		if used <= 0 || n > uint64(len(b)-used) {
			err = errPacked
			return nil
		}
		p, b = b[used:used+int(n)], b[used+int(n):] // just checked
		return p
	}
	count, used := binary.Uvarint(b)
	if used <= 0 {
		return nil, nil, errPacked
	}
	b, columns = b[used:], map[string][]byte{}
	for range count {
		lang := string(part())
		columns[lang] = part()
		if err != nil {
			return nil, nil, err
		}
		langs = append(langs, lang)
	}
	columns[akinColumn] = part()
	return langs, columns, err
}

// Unpack reads a whole table.
func Unpack(b []byte) (Table, error) {
	langs, columns, err := blobs(b)
	if err != nil {
		return Table{}, err
	}
	t := Table{Langs: langs, Columns: map[string][]string{}}
	for _, lang := range langs {
		if t.Columns[lang], err = unpackColumn(columns[lang]); err != nil {
			return Table{}, err
		}
	}
	return t, nil
}

func unpackColumn(blob []byte) ([]string, error) {
	b, err := unpacked(blob)
	return strings.Split(string(b), "\n"), err
}

func unpacked(blob []byte) ([]byte, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	text, err := dec.DecodeAll(blob, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPacked, err)
	}
	return text, nil
}

// Carried is the table that the program carries.
func Carried() (Table, error) { return Unpack(packed) }

// Version tells one lexicon from another: an index of concepts made by one is of
// no use to the next.
var Version = sync.OnceValue(func() int {
	h := fnv.New32a()
	_, _ = h.Write(packed) // a hash takes all
	return int(h.Sum32() >> 1)
})

// carried are the packed columns.
var carried = sync.OnceValue(func() map[string][]byte {
	_, columns, err := blobs(packed)
	if err != nil {
		panic(err) // the program itself is damaged
	}
	return columns
})

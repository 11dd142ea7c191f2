package bluesky

import (
	"encoding/base64"
	"errors"
	"math"
)

// decodeCBOR reads a value of DAG-CBOR, which is CBOR with a few of its kinds: maps with
// keys of text, lists, text, bytes, whole numbers, floats, truth values, null, and links.
// https://ipld.io/specs/codecs/dag-cbor/spec/
func decodeCBOR(b []byte) (any, error) {
	d := cbor{b: b}
	v, err := d.value(0)
	if err == nil && d.i != len(b) {
		err = errCBOR
	}
	return v, err
}

var errCBOR = errors.New("it is no DAG-CBOR")

type cbor struct {
	b []byte
	i int
}

// rawBytes are bytes, which the data model's JSON writes as base64.
type rawBytes struct {
	Bytes string `json:"$bytes"`
}

func (d *cbor) value(depth int) (any, error) {
	major, n, err := d.head()
	if err != nil || depth > 200 {
		return nil, errCBOR
	}
	switch major {
	case 0:
		return int64(n), fits(n)
	case 1:
		return -1 - int64(n), fits(n)
	case 2:
		return d.take(n)
	case 3:
		b, err := d.take(n)
		return string(b), err
	case 4:
		return d.list(n, depth)
	case 5:
		return d.object(n, depth)
	case 6:
		return d.link(n)
	}
	return simple(n, d)
}

func fits(n uint64) error {
	if n > math.MaxInt64 {
		return errCBOR
	}
	return nil
}

// head reads a value's kind and number; of a float and a simple value the number is what
// simple wants.
func (d *cbor) head() (major byte, n uint64, err error) {
	if d.i >= len(d.b) {
		return 0, 0, errCBOR
	}
	c := d.b[d.i]
	d.i++
	major, low := c>>5, c&31
	if major == 7 {
		return major, uint64(low), nil
	}
	if low < 24 {
		return major, uint64(low), nil
	}
	n, err = d.number(low)
	return major, n, err
}

// number reads 1, 2, 4 or 8 bytes.
func (d *cbor) number(low byte) (n uint64, err error) {
	if low > 27 {
		return 0, errCBOR
	}
	b, err := d.take(1 << (low - 24))
	for _, c := range b {
		n = n<<8 | uint64(c)
	}
	return n, err
}

func (d *cbor) take(n uint64) ([]byte, error) {
	if n > uint64(len(d.b)-d.i) {
		return nil, errCBOR
	}
	b := d.b[d.i : d.i+int(n)]
	d.i += len(b)
	return b, nil
}

func (d *cbor) list(n uint64, depth int) (any, error) {
	if n > uint64(len(d.b)-d.i) {
		return nil, errCBOR
	}
	out := make([]any, 0, n)
	for range n {
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (d *cbor) object(n uint64, depth int) (any, error) {
	if n > uint64(len(d.b)-d.i) {
		return nil, errCBOR
	}
	out := make(map[string]any, n)
	for range n {
		k, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		name, ok := k.(string)
		if !ok {
			return nil, errCBOR
		}
		if out[name], err = d.value(depth + 1); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// link reads a link: tag 42, and bytes that begin with a zero.
func (d *cbor) link(tag uint64) (any, error) {
	v, err := d.value(1)
	b, ok := v.([]byte)
	if err != nil || tag != 42 || !ok || len(b) < 2 || b[0] != 0 {
		return nil, errCBOR
	}
	id, w, err := cidAt(b[1:])
	if err != nil || w != len(b)-1 {
		return nil, errCBOR
	}
	return id, nil
}

func simple(n uint64, d *cbor) (any, error) {
	switch n {
	case 20, 21:
		return n == 21, nil
	case 22, 23:
		return nil, nil
	case 26, 27:
		bits, err := d.number(byte(n))
		if n == 26 {
			return float64(math.Float32frombits(uint32(bits))), err
		}
		return math.Float64frombits(bits), err
	}
	return nil, errCBOR
}

// jsonValue is a value with its bytes as the data model's JSON has them.
func jsonValue(v any) any {
	switch t := v.(type) {
	case []byte:
		return rawBytes{base64.RawStdEncoding.EncodeToString(t)}
	case map[string]any:
		for k := range t {
			t[k] = jsonValue(t[k])
		}
	case []any:
		for i := range t {
			t[i] = jsonValue(t[i])
		}
	}
	return v
}

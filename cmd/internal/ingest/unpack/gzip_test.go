package unpack

import (
	"bytes"
	"compress/gzip"
	"io"
	"testing"
)

// TestGzipMembers: members one after the other are read, an empty one among them, and
// zeros behind the last are padding; anything else behind it is an error, after what is whole.
func TestGzipMembers(t *testing.T) {
	member := func(text string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := io.WriteString(z, text); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	whole := bytes.Join([][]byte{member("one "), member(""), member("two")}, nil)
	for name, tail := range map[string]string{"whole": "", "padded": "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "rubbish": "rubbish behind it"} {
		r, err := unpacked(io.NopCloser(bytes.NewReader(append(bytes.Clone(whole), tail...))))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if string(got) != "one two" || (err != nil) != (name == "rubbish") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	cut := whole[:len(whole)-6]
	r, err := unpacked(io.NopCloser(bytes.NewReader(cut)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(r); err == nil {
		t.Error("a member that is cut off passes as whole")
	}
}

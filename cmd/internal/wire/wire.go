// Package wire is the JSON of the command line and of the interface over HTTP: fields
// are only ever added.
package wire

import (
	"bytes"
	"encoding/json"
	"io"
)

// Write writes one object on one line, its text as it is and not escaped for HTML.
func Write(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// Marshal is what Write writes, without the end of the line.
func Marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	err := Write(&b, v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

package format

import (
	"encoding/json"
	"strings"

	"onrecord/scraper/kit/jsontext"
)

// text is a JSON value that is text, or a number or a truth value as it is written.
func text(raw json.RawMessage) string {
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case raw[0] == '"':
		var s string
		if json.Unmarshal(raw, &s) != nil {
			return ""
		}
		return s
	case raw[0] == '{' || raw[0] == '[':
		return ""
	}
	return string(raw)
}

// At is the value at a path of member names with dots between, within an object; nil
// where there is none. A member whose own name has the dots comes first.
func At(o map[string]json.RawMessage, path string) json.RawMessage {
	if v, ok := o[path]; ok {
		return v
	}
	name, rest, ok := strings.Cut(path, ".")
	if !ok {
		return nil
	}
	var inner map[string]json.RawMessage
	if len(o[name]) == 0 || o[name][0] != '{' || jsontext.Decode(o[name], &inner) != nil {
		return nil
	}
	return At(inner, rest)
}

// TextAt is the first of some paths at which text or a number stands.
func TextAt(o map[string]json.RawMessage, paths ...string) string {
	for _, p := range paths {
		if s := text(At(o, p)); s != "" {
			return s
		}
	}
	return ""
}

// True reports whether a word says yes, as tables and dumps write it.
func True(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "t", "yes", "y", "1", "1.0":
		return true
	}
	return false
}

package serve

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"onrecord/cmd/internal/wire"
)

// schema is the part of JSON Schema that openapi.json uses.
type schema struct {
	Ref        string            `json:"$ref"`
	Type       any               `json:"type"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Items      *schema           `json:"items"`
	AnyOf      []schema          `json:"anyOf"`
	OneOf      []schema          `json:"oneOf"`
}

type description struct {
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

// resolve follows references, and takes what may be null for what it is else.
func (d description) resolve(s schema) schema {
	for _, alt := range append(s.AnyOf, s.OneOf...) {
		if alt.Type != "null" {
			s = alt
		}
	}
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		return d.resolve(d.Components.Schemas[name])
	}
	return s
}

// faults lists where a schema says otherwise than a type's JSON.
func (d description) faults(at string, s schema, t reflect.Type) (out []string) {
	s = d.resolve(s)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8 && s.Items != nil:
		return d.faults(at+"[]", *s.Items, t.Elem())
	case t.Kind() != reflect.Struct:
		return nil
	}
	fields, required := map[string]reflect.Type{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		fields[name] = f.Type
		if !strings.Contains(opts, "omitempty") {
			required = append(required, name)
		}
	}
	if got, want := slices.Sorted(maps.Keys(s.Properties)), slices.Sorted(maps.Keys(fields)); !slices.Equal(got, want) {
		out = append(out, fmt.Sprintf("%s has the fields %v, but is answered with %v", at, got, want))
	}
	if got, want := slices.Sorted(slices.Values(s.Required)), slices.Sorted(slices.Values(required)); !slices.Equal(got, want) {
		out = append(out, fmt.Sprintf("%s always has %v, but is answered with %v", at, got, want))
	}
	for name, f := range fields {
		if p, ok := s.Properties[name]; ok {
			out = append(out, d.faults(at+"."+name, p, f)...)
		}
	}
	return out
}

// TestOpenAPI: the description of the interface has the fields of the types with which
// it answers, no more and no fewer, and says rightly which are always there.
func TestOpenAPI(t *testing.T) {
	var d description
	if err := json.Unmarshal(openAPI, &d); err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]any{
		"Answer": wire.Answer{}, "Checked": wire.Checked{}, "CheckedQuote": wire.CheckedQuote{}, "Document": wire.Document{}, "Diff": wire.Diff{}, "Link": wire.Link{}, "Change": wire.ChangeEvent{},
		"Author": wire.AuthorCount{}, "Run": wire.RunCounts{}, "Capture": wire.Capture{}, "Checkpoint": wire.Checkpoint{}, "Leaf": wire.Leaf{},
		"Found": wire.Found{}, "Result": wire.Result{}, "Facets": wire.Facets{}, "Quote": wire.Quote{}, "Source": wire.Source{},
	} {
		if d.Components.Schemas[name].Properties == nil {
			t.Errorf("%s is not described", name)
		}
		for _, f := range d.faults(name, d.Components.Schemas[name], reflect.TypeOf(v)) {
			t.Error(f)
		}
	}
}

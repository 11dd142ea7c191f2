package main

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"onrecord/templates/npmtest"
)

// oasPackage holds the schema that openapis.org gives for descriptions.
var oasPackage = npmtest.Package{
	Name: "@seriousme/openapi-schema-validator@2.11.0",
	Sum:  "DL8TjmjkUS76OaK/TinoRtf6PrirsWfMZiv62ifP9eq3UOpoLqSGZKpCErxMzz0i1pjECSPYY+qZ1SRYEgiEvg==",
}

// description is /api/v1/openapi.json. The schemas of OpenAPI 3.1 are those of JSON
// Schema 2020-12 (spec.openapis.org/oas/v3.1.0, 4.8.24).
type description struct {
	t       *testing.T
	paths   map[string]any
	schemas *jsonschema.Compiler
}

func describe(t *testing.T, text string) description {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	paths, _ := doc.(map[string]any)["paths"].(map[string]any)
	return description{t, paths, c}
}

// fits checks an answer to method and path, as it stands in the description
// ("/api/v1/captures/{id}"), against what is said of it.
func (d description) fits(method, path string, res *http.Response, body string) {
	d.t.Helper()
	at := func(v any, keys ...string) (any, bool) {
		for _, k := range keys {
			m, _ := v.(map[string]any)
			if v = m[k]; v == nil {
				return nil, false
			}
		}
		return v, true
	}
	status := fmt.Sprint(res.StatusCode)
	kind, _, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
	if err != nil {
		d.t.Errorf("%s: Content-Type: %v", path, err)
	}
	answer, ok := at(d.paths, path, strings.ToLower(method), "responses", status, "content")
	if !ok {
		d.t.Errorf("%s %s: an answer of %s is not described", method, path, status)
		return
	}
	if _, ok := at(answer, kind); !ok {
		if _, any := at(answer, "*/*"); !any {
			d.t.Errorf("%s %s: an answer of %s as %s is not described", method, path, status, kind)
		}
		return
	}
	if _, ok := at(answer, kind, "schema"); !ok || !strings.HasSuffix(kind, "json") {
		return
	}
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D")
	s, err := d.schemas.Compile("openapi.json#/paths/" + escape.Replace(path) + "/" + strings.ToLower(method) + "/responses/" + status + "/content/" + escape.Replace(kind) + "/schema")
	if err != nil {
		d.t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err == nil {
		err = s.Validate(v)
	}
	if err != nil {
		d.t.Errorf("%s does not fit its description: %v: %.300s", path, err, body)
	}
}

// TestDescriptionIsSound: openapi.json is what OpenAPI 3.1 allows.
func TestDescriptionIsSound(t *testing.T) {
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(oasPackage.File(t, "schemas/v3.1/schema.json")))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("oas.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("oas.json")
	if err != nil {
		t.Fatal(err)
	}
	_, text := serveArchive(t).want(200, "/api/v1/openapi.json")
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(doc); err != nil {
		t.Error(err)
	}
	doc.(map[string]any)["paths"].(map[string]any)["/api/v1/lookup"].(map[string]any)["get"] = "words"
	if s.Validate(doc) == nil {
		t.Error("a path that is no operation passes")
	}
}

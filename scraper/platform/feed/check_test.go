package feed

import (
	"strings"
	"testing"
)

func TestParseRefusesWhatCheckRefuses(t *testing.T) {
	for name, body := range map[string]string{
		"empty":    "\ufeff \n",
		"entities": `<!DOCTYPE a [<!ENTITY x "y">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&x;</title></feed>`,
		"deep XML": strings.Repeat("<a>", 1000),
		"deep":     strings.Repeat("[", 1000),
	} {
		if f, err := Parse([]byte(body)); err == nil {
			t.Errorf("%s: %v", name, f)
		}
	}
	f, err := Parse([]byte("\ufeff" + `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>`))
	if err != nil || f.Title != "T" {
		t.Errorf("%v %v", f, err)
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// stoveStory is an article with one quote.
func stoveStory(quote string) string {
	return `<html lang="en"><head><title>Stoves</title></head><body><article><h1>Stoves</h1><p>The county talked about stoves for three hours on Monday, and hardly anybody left the hall before the end of it.</p>` +
		`<p>The Ministry of Test wrote: “` + quote + `”</p><p>A vote is planned for the last week of April, when the members come together again in the old hall.</p></article></body></html>`
}

// TestMisquoteRings: a quote that turns its post round rings the webhook as a change of
// meaning though its verdict is trimmed, stands first and red; one of another spelling
// rings nothing.
func TestMisquoteRings(t *testing.T) {
	d := newDesk(t)
	d.web.set("/post", statement("I do not support a ban on gas stoves in our harbour, and I never will."))
	d.web.set("/spelt", stoveStory("I do not support a ban on gas stoves in our harbor, and I never will"))
	d.web.set("/turned", stoveStory("I do support a ban on gas stoves in our harbour"))
	d.ok("notify", "add", "webhook", d.base+"/hook")
	d.ok(append([]string{"source", "add", d.base + "/post", "--kind", "page", "--speaker", "Ministry of Test"}, fetching...)...)
	d.ok(append([]string{"run"}, fetching...)...)
	d.ok(append([]string{"capture", d.base + "/spelt"}, fetching...)...)
	if got := d.web.told(); len(got) != 0 {
		t.Errorf("another spelling rings: %v", got)
	}
	d.ok(append([]string{"capture", d.base + "/turned"}, fetching...)...)
	if got := fmt.Sprint(d.web.told()); got != "[altered]" {
		t.Fatalf("told %s", got)
	}
	h := d.web.hooks[0]
	if h["severity"] != "meaning" || h["verdict"] != "trimmed" || !strings.Contains(fmt.Sprint(h["warnings"]), "negation") || !strings.Contains(fmt.Sprint(h["warning_details"]), "not") {
		t.Errorf("told %v", h)
	}
	var first struct{ Quote, Severity string }
	line, _, _ := strings.Cut(d.ok("links", "--json"), "\n")
	if err := json.Unmarshal([]byte(line), &first); err != nil || first.Severity != "meaning" {
		t.Errorf("first of the links is %s %v", line, err)
	}
	rows := strings.Split(d.ok("links", "--csv"), "\n")
	if len(rows) < 3 || !strings.Contains(rows[1], "I do support a ban") {
		t.Errorf("the table begins %q", rows[:2])
	}
}

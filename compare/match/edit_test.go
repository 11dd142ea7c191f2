package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"onrecord/store"
)

// TestEditOf: an edit has the severity that a quote of the earlier words would have.
func TestEditOf(t *testing.T) {
	long := "The council met on Monday in the old town hall.\n\nNobody spoke for an hour.\n\n"
	picture := func(alt string) []store.Media {
		return []store.Media{{Type: "image", URL: "https://a.example/1.jpg", Alt: alt}}
	}
	for _, c := range []struct {
		name     string
		old, now store.Content
		want     store.Severity
		warning  string
	}{
		{"the same", store.Content{Text: "The bridge stays open."}, store.Content{Text: "The bridge stays open."}, store.SeverityNone, ""},
		{"a negation put in", store.Content{Text: long + "The bridge will be closed this winter."}, store.Content{Text: long + "The bridge will not be closed this winter."}, store.SeverityMeaning, "negation"},
		{"a negation taken out", store.Content{Text: "I do not support a ban on fishing boats."}, store.Content{Text: "I do support a ban on fishing boats."}, store.SeverityMeaning, "negation"},
		{"another number", store.Content{Text: "It cost 45 million euros in all, says the mayor."}, store.Content{Text: "It cost 54 million euros in all, says the mayor."}, store.SeverityMeaning, "number"},
		{"a currency", store.Content{Text: "It cost €45 million in all."}, store.Content{Text: "It cost $45 million in all."}, store.SeverityMeaning, "unit"},
		{"a typing error", store.Content{Text: "The bridge over the river stays opne this winter."}, store.Content{Text: "The bridge over the river stays open this winter."}, store.SeverityWording, ""},
		{"the sign of a number", store.Content{Text: "A poll today puts the mayor #1 with 2.5M voters in town."}, store.Content{Text: "A poll today puts the mayor No. 1 with 2.5 million voters in town."}, store.SeverityWording, ""},
		{"a No before another number", store.Content{Text: "A poll today puts the mayor #1 with voters in town."}, store.Content{Text: "A poll today puts the mayor No. 2 with voters in town."}, store.SeverityMeaning, "number"},
		{"quotation marks", store.Content{Text: "The “bridge” stays open."}, store.Content{Text: "The \"bridge\" stays open."}, store.SeverityForm, ""},
		{"a sentence taken out", store.Content{Text: "The bridge stays open. I thank the crews."}, store.Content{Text: "The bridge stays open."}, store.SeverityWording, ""},
		{"a condition taken out", store.Content{Text: "I would resign if the audit found anything."}, store.Content{Text: "I would resign."}, store.SeverityMeaning, "condition"},
		{"a headline", store.Content{Title: "Mayor accepts the offer of the firm", Text: "x"}, store.Content{Title: "Mayor rejects the offer of the firm", Text: "x"}, store.SeverityMeaning, "opposite"},
		{"a description", store.Content{Text: "x", Media: picture("Ten boats in the harbour of the town")}, store.Content{Text: "x", Media: picture("Two boats in the harbour of the town")}, store.SeverityMeaning, "number"},
		{"a picture swapped", store.Content{Text: "x", Media: []store.Media{{Type: "image", ID: "1"}}}, store.Content{Text: "x", Media: []store.Media{{Type: "image", ID: "2"}}}, store.SeverityWording, ""},
		{"pictures in another order", store.Content{Text: "x", Media: []store.Media{{Type: "image", ID: "1"}, {Type: "image", ID: "2"}}}, store.Content{Text: "x", Media: []store.Media{{Type: "image", ID: "2"}, {Type: "image", ID: "1"}}}, store.SeverityForm, ""},
		{"a picture taken out", store.Content{Text: "x", Media: picture("Ten boats")}, store.Content{Text: "x"}, store.SeverityWording, ""},
		{"other words", store.Content{Text: "The bridge stays open all winter."}, store.Content{Text: "Happy birthday to my dear mother!"}, store.SeverityWording, ""},
	} {
		e := EditOf(store.Version{Content: c.old}, store.Version{Content: c.now})
		if e.Severity != c.want || c.warning != "" && !slices.Contains(e.Warnings, c.warning) || c.warning == "" && c.want != store.SeverityMeaning && len(e.Warnings) > 0 {
			t.Errorf("%s: %q %v %+v, want %q %s", c.name, e.Severity, e.Warnings, e.Details, c.want, c.warning)
		}
	}
}

// TestAttached: what became of each picture is said in a plain sentence, with its number.
func TestAttached(t *testing.T) {
	media := func(list string) (out []store.Media) {
		for _, m := range strings.Fields(list) {
			id, alt, _ := strings.Cut(m, "=")
			kind := "image"
			if id[0] == 'v' {
				kind = "video"
			}
			out = append(out, store.Media{Type: kind, ID: strings.Trim(id, "?"), Alt: alt})
		}
		return out
	}
	for _, c := range []struct{ old, now, want string }{
		{"a b", "a b", ""},
		{"a b", "a c", "Picture 2 was replaced by another."},
		{"a=boats b", "c=boats b", "Picture 1 was replaced by another."},
		{"a b", "b", "Picture 1 was taken out."},
		{"a", "a b", "Picture 2 was added."},
		{"a", "b a", "Picture 1 was added."},
		{"a b c", "c a b", "Pictures or other attachments were put in another order."},
		{"v1 a", "v2 a", "Video 1 was replaced by another."},
		{"a", "?", ""},
		{"a=x", "?=y", "A picture or another attachment, or its description, was changed."},
		{"a=x b", "a=x", "Picture 2 was taken out."},
	} {
		var says []string
		for _, d := range EditOf(store.Version{Content: store.Content{Media: media(c.old)}}, store.Version{Content: store.Content{Media: media(c.now)}}).Descriptions {
			says = append(says, d.Says(fmt.Sprintf))
		}
		if got := strings.Join(says, " "); got != c.want {
			t.Errorf("%s → %s: %q, want %q", c.old, c.now, got, c.want)
		}
	}
}

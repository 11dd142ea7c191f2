package wire

import (
	"strings"
	"testing"

	"onrecord/store"
)

// TestSwappedPicture: a list of changes and its table say in words that a picture is another.
func TestSwappedPicture(t *testing.T) {
	shows := func(seq int, id string) store.Version {
		return store.Version{Seq: seq, Content: store.Content{Text: "Look.", Media: []store.Media{{Type: "image"}, {Type: "image", Alt: "boats", ID: id}}}}
	}
	e := store.Event{Kind: store.ChangeEdited, VersionSeq: 2}
	c := ListedChangeOf(e, store.Document{}, []store.Version{shows(1, "a"), shows(2, "b")})
	if len(c.Descriptions) != 1 || c.Descriptions[0] != (Description{"image", "boats", "boats", 2, "replaced"}) || c.Severity != store.SeverityWording {
		t.Errorf("JSON: %+v", c.Edit)
	}
	var b strings.Builder
	err := ChangesCSV(&b, false, func(f func(ListedChange) error) error { return f(c) })
	if err != nil || !strings.Contains(b.String(), ",Picture 2 was replaced by another.,") {
		t.Errorf("CSV: %v %s", err, b.String())
	}
	if d := DiffOf(store.Document{}, shows(1, "a"), shows(2, "b"), nil); d.Cosmetic || len(d.Descriptions) != 1 {
		t.Errorf("diff: %+v", d)
	}
}

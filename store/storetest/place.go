package storetest

import (
	"testing"

	"onrecord/store"
)

// look is one observation of the post x:1 and what it should change.
type look struct {
	at   int
	seen store.Observation
	want store.ChangeKind
}

// placeCase is a series of looks and the versions that they leave.
type placeCase struct {
	name  string
	looks []look
	want  string
}

func placeCases() []placeCase {
	a, b, c := post("1", "A"), post("1", "B"), post("1", "C")
	ahead := b
	ahead.VersionTime = at(90)
	return []placeCase{
		{"first sight", []look{{0, a, store.ChangeNew}}, "A"},
		{"nothing new", []look{{0, a, store.ChangeNew}, {9, a, store.ChangeNone}}, "A"},
		{"edited", []look{{0, a, store.ChangeNew}, {9, b, store.ChangeEdited}, {10, b, store.ChangeNone}}, "A|B"},
		{"there and back", []look{{0, a, store.ChangeNew}, {1, b, store.ChangeEdited}, {2, a, store.ChangeEdited}, {3, a, store.ChangeNone}}, "A|B|A"},
		{"an older version found later", []look{{5, b, store.ChangeNew}, {9, seenAt(a, 1), store.ChangeEdited}}, "A|B"},
		{"the first version found earlier", []look{{5, a, store.ChangeNew}, {9, seenAt(a, 1), store.ChangeNone}}, "A"},
		{"a version between two", []look{{1, a, store.ChangeNew}, {5, c, store.ChangeEdited}, {9, seenAt(b, 3), store.ChangeEdited}}, "A|B|C"},
		{"a sight between two versions", []look{{1, a, store.ChangeNew}, {5, b, store.ChangeEdited}, {9, seenAt(a, 3), store.ChangeNone}, {10, seenAt(b, 4), store.ChangeNone}}, "A|B"},
		{"there and back in the past", []look{{1, a, store.ChangeNew}, {9, a, store.ChangeNone}, {10, seenAt(b, 3), store.ChangeEdited}, {11, a, store.ChangeEdited}}, "A|B|A"},
		{"imported twice", []look{{9, seenAt(a, 1), store.ChangeNew}, {9, seenAt(b, 5), store.ChangeEdited}, {19, seenAt(a, 1), store.ChangeNone}, {19, seenAt(b, 5), store.ChangeNone}}, "A|B"},
		{"the platform's ids", []look{{9, versionID(b, "12", 5), store.ChangeNew}, {9, versionID(a, "11", 1), store.ChangeEdited}, {12, versionID(b, "12", 5), store.ChangeNone}}, "A|B"},
		{"one id, two readings", []look{{9, versionID(a, "11", 1), store.ChangeNew}, {10, versionID(b, "11", 1), store.ChangeNone}}, "A"},
		{"two ids, one text", []look{{9, versionID(a, "11", 1), store.ChangeNew}, {10, versionID(a, "12", 5), store.ChangeEdited}}, "A|A"},
		{"an import, then the platform", []look{{9, seenAt(a, 0), store.ChangeNew}, {10, versionID(a, "11", 1), store.ChangeNone}, {11, versionID(b, "12", 5), store.ChangeEdited}}, "A|B"},
		{"the platform, then an import", []look{{9, versionID(a, "11", 1), store.ChangeNew}, {9, versionID(b, "12", 5), store.ChangeEdited}, {10, seenAt(a, 0), store.ChangeNone}, {10, seenAt(b, 7), store.ChangeNone}}, "A|B"},
		{"an import of an edit seen late", []look{{9, seenAt(a, 0), store.ChangeNew}, {9, seenAt(b, 8), store.ChangeEdited}, {10, versionID(b, "12", 5), store.ChangeNone}}, "A|B"},
		{"a platform's clock ahead of ours", []look{{1, ahead, store.ChangeNew}, {2, c, store.ChangeEdited}, {3, c, store.ChangeNone}}, "B|C"},
		{"an earlier capture recorded later", []look{{1, a, store.ChangeNew}, {5, b, store.ChangeEdited}, {9, c, store.ChangeEdited}, {2, c, store.ChangeNone}}, "A|B|C"},
	}
}

// places: each look finds or makes its version in the order of time.
func places(t *testing.T, open Opener) {
	for _, c := range placeCases() {
		t.Run(c.name, func(t *testing.T) {
			a := newArchive(t, open)
			for i, l := range c.looks {
				ch := a.see(l.at, l.seen)
				check(t, "change", ch.Kind, l.want)
				checkChange(t, a, i, ch)
			}
			check(t, "versions", a.texts("x:1"), c.want)
		})
	}
	t.Run("times", func(t *testing.T) { versionTimes(t, newArchive(t, open)) })
	t.Run("many in one capture", func(t *testing.T) { historyInOneCapture(t, newArchive(t, open)) })
}

// checkChange holds what a change says to what the archive says.
func checkChange(t *testing.T, a *archive, i int, ch store.Change) {
	t.Helper()
	check(t, "document of a change", ch.Document, "x:1")
	vs := a.versions("x:1")
	if ch.Version.Seq < 1 || ch.Version.Seq > len(vs) || vs[ch.Version.Seq-1].ID != ch.Version.ID {
		t.Fatalf("look %d: version %d with number %d is not among %+v", i, ch.Version.Seq, ch.Version.ID, vs)
	}
	switch {
	case ch.Kind != store.ChangeEdited:
		check(t, "previous of no edit", ch.Previous.ID, 0)
	case ch.Version.Seq == 1:
		check(t, "previous of the first", ch.Previous.ID, 0)
	default:
		check(t, "previous", ch.Previous.ID, vs[ch.Version.Seq-2].ID)
	}
}

func versionTimes(t *testing.T, a *archive) {
	a.see(10, versionID(post("1", "A"), "11", 2))
	a.see(20, versionID(post("1", "A"), "11", 2))
	a.see(30, seenAt(versionID(post("1", "A"), "11", 2), 5))
	v := a.versions("x:1")[0]
	check(t, "valid from", v.ValidFrom, at(2))
	check(t, "first seen", v.FirstSeen, at(5))
	check(t, "last seen", v.LastSeen, at(20))
	check(t, "native id", v.NativeID, "11")
	a.see(31, seenAt(post("1", "A"), 0)) // an import that knows only the day
	v = a.versions("x:1")[0]
	check(t, "valid from by the platform's word", v.ValidFrom, at(2))
	check(t, "first seen by another's", v.FirstSeen, at(0))
	check(t, "url", v.URL, "https://x.com/speaker/status/11")

	a.see(10, post("2", "A"))
	a.see(11, seenAt(post("2", "A"), 4))
	v = a.versions("x:2")[0]
	check(t, "valid from without the platform's word", v.ValidFrom, at(4))
	check(t, "first seen", v.FirstSeen, at(4))

	a.see(10, seenAt(post("3", "A"), 0))
	a.see(11, versionID(post("3", "A"), "31", 1))
	v = a.versions("x:3")[0]
	check(t, "an import learns the platform's id", v.NativeID, "31")
}

// historyInOneCapture: a platform that gives all edits at once, in any order.
func historyInOneCapture(t *testing.T, a *archive) {
	_, changes := a.record(9, versionID(post("1", "C"), "13", 3), versionID(post("1", "A"), "11", 1), versionID(post("1", "B"), "12", 2))
	check(t, "versions", a.texts("x:1"), "A|B|C")
	for i, seq := range []int{3, 1, 2} {
		check(t, "number in the change", changes[i].Version.Seq, seq)
	}
	check(t, "timeline", a.kinds("x:1"), "new1 edited2 edited3")
}

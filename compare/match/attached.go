package match

import (
	"maps"
	"slices"

	"onrecord/store"
)

// Description is what became of a medium: its description before and after, one of them ""
// where it or the medium came or went.
type Description struct {
	Type, Before, After string
	// Number counts the media of its type from 1, of one that was taken out those before;
	// 0 where it is about all of them.
	Number int
	// Change says what happened to the medium itself, "" for nothing that is known.
	Change MediaChange
}

// MediaChange is what happened to a medium.
type MediaChange string

// The changes of media.
const (
	// Replaced: the platform names another upload in its place.
	MediaReplaced MediaChange = "replaced"
	MediaAdded    MediaChange = "added"
	MediaRemoved  MediaChange = "removed"
	// Reordered: the same media in another order.
	MediaReordered MediaChange = "reordered"
)

// mediaChanged are the changes in words: what it is, and its number among those.
var mediaChanged = map[MediaChange]string{
	MediaReplaced: "%s %d was replaced by another.", MediaAdded: "%s %d was added.", MediaRemoved: "%s %d was taken out.",
}

// mediaNames are what media are called, by type.
var mediaNames = map[string]string{"image": "Picture", "video": "Video", "audio": "Sound", "link": "Linked page", "": "Attachment"}

// The other changes in words.
const (
	reorderedText   = "Pictures or other attachments were put in another order."
	descriptionText = "A picture or another attachment, or its description, was changed."
)

// MediaTexts are all texts that Says says.
func MediaTexts() []string {
	texts := slices.AppendSeq(slices.Collect(maps.Values(mediaChanged)), maps.Values(mediaNames))
	return append(texts, reorderedText, descriptionText)
}

// Says is what happened in a plain sentence.
func (d Description) Says(say Sayer) string {
	text, ok := mediaChanged[d.Change]
	switch {
	case d.Change == MediaReordered:
		return say(reorderedText)
	case !ok:
		return say(descriptionText)
	}
	name, ok := mediaNames[d.Type]
	if !ok {
		name = mediaNames[""]
	}
	return say(text, say(name), d.Number)
}

// Told reports whether the description changed too.
func (d Description) Told() bool { return d.Before != d.After }

// severity is what a change of a medium does: nobody here sees what a picture shows.
func (d Description) severity() store.Severity {
	if d.Change == MediaReordered {
		return store.SeverityForm
	}
	return store.SeverityWording
}

// Descriptions are what became of media, in their order.
func Descriptions(old, now []store.Media) []Description {
	from := paired(old, now)
	var out []Description
	kept := make([]bool, len(old))
	last, ordered := -1, true
	for j, m := range now {
		i := from[j]
		if i < 0 {
			out = append(out, Description{Type: m.Type, After: m.Alt, Number: number(now, j), Change: MediaAdded})
			continue
		}
		kept[i] = true
		ordered, last = ordered && i > last, i
		d := Description{Type: m.Type, Before: old[i].Alt, After: m.Alt, Number: number(now, j)}
		switch {
		case old[i].Other(m):
			d.Change = MediaReplaced
		case old[i].Type == m.Type && !d.Told():
			continue
		}
		out = append(out, d)
	}
	for i, m := range old {
		if !kept[i] {
			out = append(out, Description{Type: m.Type, Before: m.Alt, Number: number(old, i), Change: MediaRemoved})
		}
	}
	if !ordered {
		out = append(out, Description{Change: MediaReordered})
	}
	return out
}

// number is which of its type a medium is.
func number(all []store.Media, i int) (n int) {
	for _, m := range all[:i+1] {
		if m.Type == all[i].Type {
			n++
		}
	}
	return n
}

// paired gives for each medium of now the one of old that it is or took the place of, -1 for
// none: first by their ids, then those alike that are not known to be others, the nearest
// first, then by type, then whichever are left, each in their order.
func paired(old, now []store.Media) []int {
	from := slices.Repeat([]int{-1}, len(now))
	free := slices.Repeat([]bool{true}, len(old))
	for _, alike := range []func(a, b store.Media) bool{
		func(a, b store.Media) bool { return a.ID != "" && a.ID == b.ID },
		func(a, b store.Media) bool { return a.Type == b.Type && a.Alt == b.Alt && !a.Other(b) },
		func(a, b store.Media) bool { return a.Type == b.Type && !a.Other(b) },
		func(a, b store.Media) bool { return a.Type == b.Type },
		func(a, b store.Media) bool { return len(old) == len(now) },
	} {
		for j, m := range now {
			if from[j] >= 0 {
				continue
			}
			best := -1
			for i, o := range old {
				if free[i] && alike(o, m) && (best < 0 || distance(i, j) < distance(best, j)) {
					best = i
				}
			}
			if best >= 0 {
				from[j], free[best] = best, false
			}
		}
	}
	return from
}

func distance(i, j int) int { return max(i-j, j-i) }

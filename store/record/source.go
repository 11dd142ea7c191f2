package record

import "onrecord/store"

// Looked is a source as it is to be after a look: was is how it stood when the look began,
// is what the look makes of it, now how it stands. What somebody else changed of it
// meanwhile, its name, cadence, tags or a pause, stays.
func Looked(was, is, now store.Source) store.Source {
	if now.Name != was.Name {
		is.Name = now.Name
	}
	if now.Cadence != was.Cadence || now.Fixed != was.Fixed {
		is.Cadence, is.Fixed = now.Cadence, now.Fixed
		if soon := is.LastRun.Add(now.Cadence); soon.Before(is.NextDue) {
			is.NextDue = soon
		}
	}
	if !now.NextDue.Equal(was.NextDue) {
		is.NextDue = now.NextDue
	}
	is.Paused, is.Tags, is.Selector, is.Speaker, is.OCR = now.Paused, now.Tags, now.Selector, now.Speaker, now.OCR
	return is
}

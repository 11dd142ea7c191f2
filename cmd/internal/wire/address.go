package wire

import (
	"cmp"
	"sync"

	"onrecord/scraper"
	"onrecord/scraper/platform"
	"onrecord/store"
)

// platforms tell addresses by ids; nobody is asked.
var platforms = sync.OnceValue(func() *scraper.Registry { return platform.All(platform.Options{}) })

// addressOf is where an editor finds a document: the address on record, else the one that
// its id alone tells, "" where none is known. What is imported often has an id only, and
// the record keeps what it was given.
func addressOf(d store.Document) string { return cmp.Or(d.URL, platforms().HomeOf(d)) }

package x

import (
	"maps"
	"slices"
	"testing"

	"onrecord/scraper/scrapertest"
)

// TestContract holds the adapter to what every adapter promises, on every
// recorded payload.
func TestContract(t *testing.T) {
	pages := recorded(t)
	var cases []scrapertest.Case
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		cases = append(cases, scrapertest.Case{Name: name, Page: pages[name]})
	}
	scrapertest.Run(t, New(Endpoints{}), cases)
}

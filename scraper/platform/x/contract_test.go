package x

import (
	"testing"

	"onrecord/scraper/scrapertest"
)

// TestContract holds the adapter to what every adapter promises, on every
// recorded payload.
func TestContract(t *testing.T) {
	scrapertest.Run(t, New(Endpoints{}), scrapertest.Cases(recorded(t)))
}

package x

import (
	"errors"

	"onrecord/scraper"
)

// Parse reads one answer of any known shape.
func (a *Adapter) Parse(p scraper.Page) (scraper.Parsed, error) {
	return scraper.Parsed{}, errors.New("not yet")
}

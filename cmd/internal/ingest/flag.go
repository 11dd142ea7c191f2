package ingest

import (
	"fmt"
	"slices"

	"onrecord/scraper/kit/jsontext"
	"onrecord/store"
)

// flagged notes on what a line says what is odd about the line itself, which decoding
// hides: keys that stand there twice, halves of characters, bytes that are no UTF-8.
func flagged(line []byte, seen []store.Observation) error {
	in, err := jsontext.Inspect(line)
	if err != nil {
		return fmt.Errorf("not a JSON object: %w", err)
	}
	for i := range seen {
		flags := slices.Clone(seen[i].Content.Flags)
		for _, f := range in.Flags {
			flags = jsontext.AddFlag(flags, f)
		}
		seen[i].Content.Flags = flags
	}
	return nil
}

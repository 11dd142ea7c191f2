package scrapertest

import (
	"os"
	"path/filepath"
	"testing"
)

// Shared is the folder of the recorded answers that tests read, which is no part of the
// project: ONRECORD_SHARED, or "shared" beside the checkout. Without it the test is
// skipped.
func Shared(t testing.TB) string {
	t.Helper()
	places := []string{os.Getenv("ONRECORD_SHARED")}
	if places[0] == "" {
		places = nil
		for up := ".."; len(up) < 20; up = filepath.Join(up, "..") {
			places = append(places, filepath.Join(up, "shared"))
		}
	}
	for _, dir := range places {
		if _, err := os.Stat(filepath.Join(dir, "data", "platforms", "INDEX.tsv")); err == nil {
			return dir
		}
	}
	t.Skip("the recorded answers are not here; set ONRECORD_SHARED to their folder")
	return ""
}

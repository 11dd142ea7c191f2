package ingest

import (
	"strings"
	"testing"
	"time"

	"onrecord/cmd/internal/config"
)

// TestNoPostIsGoneBeforeItWasPosted: a line that says so is refused with both times; what
// a day without its hour and a time without its zone leave open is not held against it.
func TestNoPostIsGoneBeforeItWasPosted(t *testing.T) {
	r := Reader{Platforms: config.Config{}.Platforms(), Now: time.Now}
	for times, bad := range map[string]bool{
		`"posted_at":"2024-05-10T21:00:00Z","gone_at":"2023-05-12"`:           true,
		`"posted_at":"2024-05-10","gone_at":"2024-05-01T10:00:00Z"`:           true,
		`"posted_at":"2024-05-10T21:00:00Z","gone_at":"2024-05-10"`:           false,
		`"posted_at":"2024-05-10T21:00:00","gone_at":"2024-05-10T14:00:00Z"`:  false,
		`"posted_at":"2024-05-10T21:00:00Z","gone_at":"2024-05-10T21:00:01Z"`: false,
		`"gone_at":"2003-01-01"`: false,
	} {
		seen, _, err := r.Post([]byte(`{"id":"20","platform":"x","text":"The ferry sails.",` + times + `}`))
		if bad != (err != nil) || bad && !strings.Contains(err.Error(), "before it was posted, 2024-05-10") {
			t.Errorf("%s: %v", times, err)
		}
		if err == nil && (len(seen) != 2 || seen[1].Gone == nil) {
			t.Errorf("%s: %+v", times, seen)
		}
	}
}

package desk

import (
	"testing"

	"onrecord/cmd/internal/draft"
)

// TestReadAs: the page says in which encoding a draft of old was read, and nothing of one
// that tells its own.
func TestReadAs(t *testing.T) {
	for text, want := range map[string]string{"Claire wrote: \xab The lighthouse stays open and the museum opens in June \xbb, d\xe9clare-t-elle.": "windows-1252", "Déclare-t-elle.": ""} {
		d, err := draft.Read("l.txt", draft.Text, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := (Checked{Draft: d}).Page().ReadAs; got != want {
			t.Errorf("%q was read as %q, want %q", text, got, want)
		}
	}
}

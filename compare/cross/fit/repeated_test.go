package fit

import (
	"testing"

	"onrecord/compare/text"
)

// TestARepeatedWordTellsOnce: saying a word twice makes no quote more like a post.
func TestARepeatedWordTellsOnce(t *testing.T) {
	post := Read("es", text.Fold("El puerto necesita barcos nuevos y trabajo para todos."))
	once := Measure(Read("en", text.Fold("new ships")), post)
	twice := Measure(Read("en", text.Fold("new ships, new ships")), post)
	if once.LLR <= 0 || twice.Positive > once.Positive+0.5 {
		t.Errorf("once %.1f bits, twice %.1f", once.Positive, twice.Positive)
	}
}

package link

import "testing"

// TestPartiesAndPlaces: a list or party put for another is told where its name is one word; a place
// under its other name is the same.
func TestPartiesAndPlaces(t *testing.T) {
	name := []string{"name"}
	tell(t, []meant{
		{"de", "Die Bürgerliste gewann gestern drei Sitze im Rat.", "Die Freiheitsliste gewann gestern drei Sitze im Rat", name},
		{"de", "Wir von der Seepartei sind gegen den neuen Hafen.", "Wir von der Bergpartei sind gegen den neuen Hafen", name},
		{"nl", "De Dorpspartij won gisteren drie zetels in de raad.", "De Stadspartij won gisteren drie zetels in de raad", name},
		{"sv", "Skogspartiet vann i går tre platser i rådet.", "Sjöpartiet vann i går tre platser i rådet", name},
		{"en", "I spoke in Bombay with the fishermen about the harbour.", "I spoke in Kolkata with the fishermen about the harbour", name},

		{"de", "Die Bürgerliste gewann gestern drei Sitze im Rat.", "Die Bürgerlisten gewannen gestern drei Sitze im Rat", nil},
		{"nl", "Morgen spreek ik in Den Haag met de vissers over de haven.", "Morgen spreek ik in 's-Gravenhage met de vissers over de haven", nil},
		{"nl", "Morgen spreek ik in Den Bosch met de vissers over de haven.", "Morgen spreek ik in 's-Hertogenbosch met de vissers over de haven", nil},
		{"en", "I spoke in Bombay with the fishermen about the harbour.", "I spoke in Mumbai with the fishermen about the harbour", nil},
		{"en", "I spoke in Kiev with the fishermen about the harbour.", "I spoke in Kyiv with the fishermen about the harbour", nil},
	})
}

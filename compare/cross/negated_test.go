package cross

import (
	"slices"
	"testing"
)

// TestNegationsLeftOut: a translation that begins behind the post's negation, and says
// the opposite, is warned of; one that keeps it, or answers a no, is not.
func TestNegationsLeftOut(t *testing.T) {
	for _, c := range []struct {
		lang, post, quote string
		want              bool
	}{
		{"es", "No vamos a subir los impuestos a las familias trabajadoras del país.", "We will raise taxes on the working families of the country", true},
		{"es", "No vamos a privatizar el agua de la región.", "We will privatise the region's water.", true},
		{"es", "No tenemos la menor intención de cerrar las escuelas del pueblo.", "We will close the village schools", true},
		{"de", "Wir haben nicht vor, die Grenzen zu Österreich zu schließen.", "We will close the borders with Austria", true},
		{"it", "Non abbiamo intenzione di chiudere gli ospedali pubblici della regione.", "We will close the public hospitals of the region", true},
		{"fr", "Nous n'allons pas fermer les hôpitaux publics de la région.", "We will close the public hospitals of the region", true},
		{"pt", "Não vamos fechar os hospitais públicos da região.", "We will close the public hospitals of the region", true},
		{"ru", "Мы не собираемся закрывать больницы этого города.", "We will close the hospitals of this city", true},
		{"nl", "Wij zijn niet van plan de scholen van het dorp te sluiten.", "We will close the schools of the village", true},
		{"es", "No vamos a privatizar el agua de la región.", "we will privatise the region's water", true},
		{"es", "España no aceptará una ley que cierre las escuelas del pueblo.", "a law that closes the village schools", false},
		{"es", "No vamos a subir los impuestos a las familias trabajadoras del país.", "We will not raise taxes on the working families of the country", false},
		{"es", "No, vamos a subir los impuestos a las familias trabajadoras del país.", "We will raise taxes on the working families of the country", false},
		{"es", "Vamos a subir los impuestos a las familias trabajadoras del país.", "We will raise taxes on the working families of the country", false},
		{"de", "Wir haben vor, die Grenzen zu Österreich zu schließen.", "We will close the borders with Austria", false},
		{"es", "No tengo miedo y vamos a cerrar las escuelas del pueblo.", "We will close the village schools", false},
		{"it", "Non è facile: chiuderemo gli ospedali pubblici della regione.", "We will close the public hospitals of the region", false},
	} {
		got := warningsOf(c.quote, "en", translatedPost{Lang: c.lang, Text: c.post})
		if slices.Contains(got, "negation") != c.want {
			t.Errorf("%s\n%s: %v", c.post, c.quote, got)
		}
	}
}

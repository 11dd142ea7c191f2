package translate

import (
	"context"
	"fmt"
	"testing"
	"time"
)

func TestTry(t *testing.T) {
	a, _ := OpenApertium(ApertiumModes)
	defer a.Close()
	fmt.Println(a.Path("fr", "en"), a.Path("it", "en"), a.Path("ro", "en"), a.Path("de", "en"))
	for _, c := range []string{"La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo caribeño", "Hola mundo [x] {y} ^z$ @a a/b <c> \\ 50% * 🙂 #etiqueta.", "Uno.\n\nDos…", "qué pasa...", "¿Qué?"} {
		s := time.Now()
		out, err := a.Translate(context.Background(), "es", "en", c)
		fmt.Printf("%q %v %v\n", out, err, time.Since(s))
	}
	out, err := a.Translate(context.Background(), "fr", "en", "La liberté de la presse est un droit fondamental.")
	fmt.Println(out, err)
	s := time.Now()
	for range 100 {
		a.Translate(context.Background(), "es", "en", "La lucha contra las drogas debe subordinarse a los derechos humanos del pueblo caribeño")
	}
	fmt.Println(time.Since(s) / 100)
}

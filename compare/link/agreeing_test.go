package link

import (
	"context"
	"testing"
	"time"

	"onrecord/store"
)

// TestTheRightSpeakerTakesNothingAway: a translated quote that is found with nobody named is
// found as surely with its speaker, where nothing says when it was said, however
// long ago the post is when it is asked.
func TestTheRightSpeakerTakesNothingAway(t *testing.T) {
	m := newMemory()
	posted := time.Date(2024, 2, 3, 9, 0, 0, 0, time.UTC)
	author := store.Author{Name: "Marisol Ejemplo", Handle: "marisol"}
	for id, text := range map[string]string{
		"x:1": "Mientras los hospitales públicos esperan medicinas, el gobierno compra helicópteros nuevos para sus ministros.",
		"x:2": "Ningún maestro de este país debería trabajar en dos escuelas para pagar el alquiler de su casa.",
		"x:3": "El puente del puerto se cayó porque nadie quiso pagar su reparación durante doce años.",
	} {
		m.add(store.Document{ID: store.DocumentID(id), Author: author, Lang: "es", PublishedAt: store.Moment{Time: posted, Precision: store.PrecisionSecond}}, text)
	}
	for _, quote := range []string{
		"While public hospitals wait for medicine, the government is buying new helicopters for its ministers",
		"No teacher in this country should have to work in two schools to pay the rent",
		"The harbour bridge fell because nobody wanted to pay for its repair for twelve years",
	} {
		for _, asked := range []time.Time{{}, posted.AddDate(0, 0, 2), posted.AddDate(2, 0, 0)} {
			of := func(speaker string) Answer {
				ans, err := Lookup(context.Background(), m, Query{Quote: quote, Lang: "en", Speaker: speaker, Asked: asked})
				if err != nil {
					t.Fatal(err)
				}
				return ans
			}
			with, without := of(author.Name), of("")
			if with.Confidence < without.Confidence || with.Verdict != store.Translated || without.Verdict != store.Translated {
				t.Errorf("%s (asked %v): %s %v with its speaker, %s %v without", quote, asked, with.Verdict, with.Confidence, without.Verdict, without.Confidence)
			}
		}
	}
}

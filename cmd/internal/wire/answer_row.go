package wire

import (
	"encoding/json"

	"onrecord/cmd/internal/exit"
	"onrecord/compare/link"
	"onrecord/store"
)

// AnswerRowOf is an answer as a row of a table.
func AnswerRowOf(id json.RawMessage, quote string, ans link.Answer, err error) AnswerRow {
	name := string(id)
	var text string
	if json.Unmarshal(id, &text) == nil {
		name = text
	}
	r := AnswerRow{ID: name, Quote: quote, Answer: ans}
	if err != nil {
		r.Answer.Verdict, r.Err = store.NotFound, exit.Message(err)
	}
	return r
}

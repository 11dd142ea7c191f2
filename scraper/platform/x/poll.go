package x

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"onrecord/scraper/kit/jsontext"
	"onrecord/scraper/kit/plain"
	"onrecord/store"
)

// maxOptions is how many options a poll has at most.
const maxOptions = 4

// withPoll is a post's text with its poll's options behind it: they are the author's
// words. Who voted how is not.
func withPoll(text string, options []string) string {
	if len(options) == 0 {
		return text
	}
	if text != "" {
		text += "\n"
	}
	for _, o := range options[:min(len(options), maxOptions)] {
		text += "\n" + store.OptionMark + strings.Join(strings.Fields(plain.Valid(o)), " ")
	}
	return strings.TrimSpace(text)
}

// card is what X shows below a post: a poll among others.
type card struct {
	Name string `json:"name"`
	// Values are by name in the old forms of the answer, a list of keys and values in
	// GraphQL's.
	Values json.RawMessage `json:"binding_values"`
	Legacy *card           `json:"legacy"`
}

type cardValue struct {
	Text string `json:"string_value"`
}

// options are the labels of a poll, in order; none of another card.
func (c *card) options() (out []string) {
	if c == nil {
		return nil
	}
	if c.Legacy != nil {
		return (&card{Name: c.Legacy.Name, Values: c.Legacy.Values}).options()
	}
	if !strings.HasPrefix(strings.TrimPrefix(c.Name, "card://"), "poll") {
		return nil
	}
	named := map[string]cardValue{}
	if len(c.Values) > 0 && c.Values[0] != '[' {
		_ = jsontext.Decode(c.Values, &named) // values of other kinds are no labels
	} else {
		var list []struct {
			Key   string    `json:"key"`
			Value cardValue `json:"value"`
		}
		_ = jsontext.Decode(c.Values, &list) // a card of another form has no options
		for _, v := range list {
			named[v.Key] = v.Value
		}
	}
	for n := 1; n <= maxOptions; n++ {
		if v := named["choice"+strconv.Itoa(n)+"_label"].Text; v != "" {
			out = append(out, v)
		}
	}
	return out
}

// v2Poll is a poll of the API v2 (https://docs.x.com/x-api/fundamentals/data-dictionary#poll).
type v2Poll struct {
	ID      wireID `json:"id"`
	Options []struct {
		Position wireInt `json:"position"`
		Label    string  `json:"label"`
	} `json:"options"`
}

func (p v2Poll) labels() (out []string) {
	all := slices.Clone(p.Options)
	slices.SortStableFunc(all, func(a, b struct {
		Position wireInt `json:"position"`
		Label    string  `json:"label"`
	}) int {
		return int(a.Position) - int(b.Position)
	})
	for _, o := range all {
		out = append(out, o.Label)
	}
	return out
}

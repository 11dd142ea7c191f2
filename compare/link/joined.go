package link

import (
	"onrecord/compare/quote"
	"onrecord/store"
)

// parted replaces a quote that was joined from several parts by its parts, where a part by
// itself is verbatim in a post and the whole is not. Where the whole is trimmed, all parts must
// be, and nothing be warned of.
func (l *articleLinker) parted(quotes []store.Quote, v store.Version) ([]store.Quote, error) {
	var out []store.Quote
	for _, q := range quotes {
		parts := quote.Parts(q, v)
		if len(parts) < 2 {
			out = append(out, q)
			continue
		}
		apart, err := l.betterAsParts(q, parts)
		if err != nil {
			return nil, err
		}
		if apart {
			out = append(out, parts...)
		} else {
			out = append(out, q)
		}
	}
	for i := range out {
		out[i].Seq = i + 1
	}
	return out, nil
}

func (l *articleLinker) betterAsParts(q store.Quote, parts []store.Quote) (bool, error) {
	whole, err := l.match(q)
	if err != nil || whole.Verdict == store.Verbatim || whole.Verdict == store.Trimmed && len(parts) < len(q.Parts) {
		return false, err
	}
	verbatim := 0
	for _, p := range parts {
		m, err := l.match(p)
		if err != nil {
			return false, err
		}
		if m.Document != "" && m.Verdict == store.Verbatim {
			verbatim++
		}
	}
	if whole.Document != "" && whole.Verdict == store.Trimmed { // what stands between may matter, where it is warned of
		return verbatim == len(parts) && len(whole.Warnings) == 0, nil
	}
	return verbatim > 0, nil
}

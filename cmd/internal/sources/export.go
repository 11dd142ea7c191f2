package sources

import (
	"encoding/xml"
	"io"
	"path/filepath"
	"strings"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/wire"
	"onrecord/cmd/internal/words"
	"onrecord/store"
)

// FormatOf is how a list of sources is written: as somebody says, else as the file's name
// does, else as CSV. Its errors are of usage.
func FormatOf(said, file string) (string, error) {
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case said == "csv" || said == "opml":
		return said, nil
	case said != "":
		return "", exit.Usagef("--format %q is not known; give csv or opml", said)
	case ext == ".opml":
		return "opml", nil
	case ext == ".csv" || ext == "":
		return "csv", nil
	}
	return "", exit.Usagef("%s: a list of sources is written as CSV or OPML; end the name in .csv or .opml, or give --format", words.Line(file, 400))
}

// Export writes sources in a format, and gives how many that leaves out.
func Export(w io.Writer, format string, all []store.Source) (left int, err error) {
	if format == "opml" {
		return exportOPML(w, all)
	}
	return 0, exportCSV(w, all)
}

// exportCSV writes sources as Read reads them.
func exportCSV(w io.Writer, all []store.Source) error {
	return wire.Table(w, false, []string{"url", "kind", "name", "every", "selector", "speaker", "tags", "paused", "ocr"}, func(row func(...string) error) error {
		for _, s := range all {
			every, paused, ocr := "", "", ""
			if s.Fixed {
				every = words.Duration(s.Cadence)
			}
			if s.Paused {
				paused = "yes"
			}
			if s.OCR {
				ocr = "yes"
			}
			if err := row(s.URL, string(s.Kind), s.Name, every, s.Selector, s.Speaker, s.Tags, paused, ocr); err != nil {
				return err
			}
		}
		return nil
	})
}

// opml is a list of feeds (http://opml.org/spec2.opml).
type opml struct {
	XMLName xml.Name      `xml:"opml"`
	Version string        `xml:"version,attr"`
	Title   string        `xml:"head>title"`
	Feeds   []opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Type string `xml:"type,attr"`
	Text string `xml:"text,attr"`
	URL  string `xml:"xmlUrl,attr"`
}

// exportOPML writes the feeds among sources as feed readers read them, and gives how many
// sources are none.
func exportOPML(w io.Writer, all []store.Source) (left int, err error) {
	o := opml{Version: "2.0", Title: "onrecord"}
	for _, s := range all {
		if s.Kind != store.SourceFeed {
			left++
			continue
		}
		o.Feeds = append(o.Feeds, opmlOutline{"rss", s.Name, s.URL})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return left, err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(o); err != nil {
		return left, err
	}
	_, err = io.WriteString(w, "\n")
	return left, err
}

package wayback

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
)

// maxRows bounds the captures of one answer.
const maxRows = 150_000

// Row is one capture that the archive has.
type Row struct {
	// Time is when it was made, UTC.
	Time time.Time
	// Original is the address that was captured.
	Original string
	MIME     string
	// Status is the site's own, 0 where the archive does not say.
	Status int
	// Digest is the archive's SHA-1 of the body, in base 32.
	Digest string
	Length int64
}

// ParseCDX reads an answer of the CDX server, JSON or plain, and the key of the
// next page, "" for the last. Lines that cannot be read are left out; where none
// can, that is an error.
func ParseCDX(p scraper.Page) (rows []Row, resume string, err error) {
	if err := refusal(p); err != nil {
		return nil, "", err
	}
	if p.Status != 200 {
		return nil, "", fmt.Errorf("the Wayback Machine answers with HTTP status %d", p.Status)
	}
	body := bytes.TrimSpace(p.Body)
	switch {
	case len(body) == 0 || string(body) == "[]":
		return nil, "", nil
	case body[0] == '<':
		return nil, "", errors.New("the Wayback Machine answers with a page, not with a list of captures")
	case body[0] == '[':
		return parseJSON(body)
	}
	return parseLines(body)
}

// refusal finds the archive's own refusals.
func refusal(p scraper.Page) error {
	why := p.Header.Get("X-Archive-Wayback-Runtime-Error")
	if why == "" && p.Status == 403 {
		why = string(p.Body[:min(len(p.Body), 1000)])
	}
	switch {
	case strings.Contains(why, "AccessControlException") || strings.Contains(why, "RobotAccessControl"):
		return ErrExcluded
	case p.Status == 429 && p.Header.Get("Memento-Datetime") == "":
		return ErrRate
	}
	return nil
}

func parseJSON(body []byte) (rows []Row, resume string, err error) {
	look, err := jsontext.Inspect(body)
	if err != nil {
		return nil, "", err
	}
	var table [][]string
	if err := jsontext.Decode(look.Tops[0], &table); err != nil {
		return nil, "", fmt.Errorf("the list of captures cannot be read: %w", err)
	}
	bad := 0
	for i, line := range table {
		switch {
		case i == 0 && len(line) > 1 && line[1] == "timestamp", len(line) == 0:
		case len(line) == 1: // after an empty line, at the end
			resume = line[0]
		default:
			if r, ok := row(line); ok && len(rows) < maxRows {
				rows = append(rows, r)
			} else {
				bad++
			}
		}
	}
	return rows, resume, none(rows, bad)
}

func parseLines(body []byte) (rows []Row, resume string, err error) {
	blank, bad := false, 0
	for line := range bytes.Lines(body) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			blank = true
			continue
		}
		fields := strings.Fields(string(line))
		if blank && len(fields) == 1 {
			resume = fields[0]
			continue
		}
		if r, ok := row(fields); ok && len(rows) < maxRows {
			rows = append(rows, r)
		} else {
			bad++
		}
	}
	if u, err := url.QueryUnescape(resume); err == nil {
		resume = u
	}
	return rows, resume, none(rows, bad)
}

func none(rows []Row, bad int) error {
	if len(rows) == 0 && bad > 0 {
		return fmt.Errorf("none of %d lines of the list of captures can be read", bad)
	}
	return nil
}

// row reads urlkey, timestamp, original, mimetype, statuscode, digest, length.
func row(f []string) (Row, bool) {
	if len(f) < 7 || len(f[1]) != len(layout) || len(f[2]) > 8000 || !utf8.ValidString(f[2]) {
		return Row{}, false
	}
	at, err := time.Parse(layout, f[1])
	u, uerr := url.Parse(f[2])
	if err != nil || uerr != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.HasPrefix(u.Host, "mailto:") {
		return Row{}, false
	}
	r := Row{Time: at, Original: f[2], MIME: f[3], Digest: f[5]}
	r.Status, _ = strconv.Atoi(f[4]) // "-" is 0
	r.Length, _ = strconv.ParseInt(f[6], 10, 64)
	return r, true
}

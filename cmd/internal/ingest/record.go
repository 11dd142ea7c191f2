package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"onrecord/cmd/internal/words"
	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/kit/site"
	"onrecord/scraper/wayback"
	"onrecord/store"
	"onrecord/store/warc"
)

// maxBody bounds a body, packed and unpacked, as it does for what is fetched.
const maxBody = 32 << 20

// take takes in one record.
func (im *Captures) take(ctx context.Context, rec *warc.Record) error {
	switch kind := rec.Type(); kind {
	case warc.TypeMetadata:
		return im.metadata(ctx, rec)
	case warc.TypeResponse, warc.TypeRevisit, warc.TypeResource:
		note := warc.Note{}
		if im.note.Of == rec.ID() {
			note = im.note
		}
		switch at := rec.Date(); {
		case rec.Target() == "":
			return badf("it has no WARC-Target-URI")
		case at.IsZero():
			return badf("its WARC-Date %q cannot be read", words.Line(rec.Fields.Get("WARC-Date"), 60))
		case at.After(im.env.Now().Add(24 * time.Hour)):
			return badf("its WARC-Date %s lies in the future", store.FormatTime(at))
		case kind == warc.TypeResource:
			return im.resource(ctx, rec, note)
		}
		return im.response(ctx, rec, note)
	case "":
		return badf("it has no WARC-Type")
	}
	im.N.Other++
	return nil
}

// metadata keeps what an export of ours says of the capture whose other records
// follow; of a capture without an answer it is all there is.
func (im *Captures) metadata(ctx context.Context, rec *warc.Record) error {
	note, ok, err := warc.ReadNote(rec)
	if err != nil {
		return &badRecord{err}
	}
	im.N.Other++
	if !ok {
		return nil
	}
	im.note = note
	outcome := store.Outcome(note.Outcome)
	if note.Of != "" || outcome != store.OutcomeFailed && outcome != store.OutcomeBlocked {
		return nil
	}
	at := rec.Date()
	if scraper.CheckURL(note.URL) != nil || at.IsZero() {
		return nil
	}
	im.N.Other--
	c := store.Capture{
		Method: http.MethodGet, Endpoint: "warc", Relay: im.name, Authority: store.AuthorityImport, Document: store.DocumentID(note.Document), URL: note.URL,
		StartedAt: at, FinishedAt: at, Robots: robots(note), Outcome: outcome, Error: note.Error,
	}
	return im.keep(ctx, c, func() (int64, []store.Change, error) { return im.st.Record(ctx, c, nil) })
}

func robots(n warc.Note) string {
	switch n.Robots {
	case "allowed", "disallowed", "unavailable":
		return n.Robots
	}
	return "none"
}

// keep records a capture unless it is there.
func (im *Captures) keep(ctx context.Context, c store.Capture, record func() (int64, []store.Change, error), keys ...[16]byte) error {
	sum := sha256.Sum256(c.Body)
	id, err := im.st.CaptureAt(ctx, c.URL, c.StartedAt.Truncate(time.Millisecond), hex.EncodeToString(sum[:]))
	switch {
	case err == nil:
		im.N.There++
	case !errors.Is(err, store.ErrNotFound):
		return err
	default:
		var changes []store.Change
		if id, changes, err = record(); err != nil {
			return err
		}
		if len(changes) > 0 && changes[0].Kind == store.ChangeRefused {
			return badf("%s is a post of %s here; it is given to another account; nothing was taken", changes[0].Document, account(changes[0].Owner))
		}
		im.count(changes)
	}
	for _, k := range keys {
		im.bodies[k] = id
	}
	return nil
}

// response takes in a response, or a revisit with the payload that it refers to.
func (im *Captures) response(ctx context.Context, rec *warc.Record, note warc.Note) error {
	target := site.Mended(rec.Target())
	if err := scraper.CheckURL(target); err != nil {
		if strings.HasPrefix(strings.ToLower(target), "http") {
			return &badRecord{fmt.Errorf("its address: %w", err)} // without the address, which may hold a password
		}
		im.N.Other++ // dns:, urn: and their like
		return nil
	}
	a, err := warc.ReadAnswer(rec.Block, maxBody)
	if err != nil && !(rec.Type() == warc.TypeRevisit && rec.Length == 0) {
		return &badRecord{err}
	}
	if _, err := io.Copy(io.Discard, rec.Block); err != nil { // to its end, where its sum is looked at
		return &badRecord{err}
	}
	f := client.ArchivedResponse{
		URL: target, At: rec.Date(), Status: a.Status, Header: a.Header, Body: a.Body, Truncated: a.Truncated,
		IP: rec.Fields.Get("WARC-IP-Address"), File: im.name, Endpoint: note.Endpoint, Document: store.DocumentID(note.Document),
		Platform: store.Platform(note.Platform),
	}
	if t := rec.Fields.Get("WARC-Truncated"); t != "" && f.Truncated == "" {
		f.Truncated = truncated(t)
	}
	if note.Relay != "" {
		f.File = note.Relay + ", " + im.name
	}
	if rec.Type() == warc.TypeRevisit {
		if derived(rec) {
			im.N.Other++
			return nil
		}
		if err := im.revisited(ctx, rec, &f); err != nil {
			return err
		}
	}
	return im.answer(ctx, f, references(rec))
}

func truncated(reason string) string {
	switch reason {
	case "length":
		return "over the length that was taken"
	case "disconnect":
		return "the connection closed early"
	}
	return "cut: " + words.Line(reason, 40)
}

// derived reports whether a revisit only says anew, at the time of the site itself,
// what the answer of the Wayback Machine that it refers to shows.
func derived(rec *warc.Record) bool {
	original, _, ok := wayback.ParseAddress(rec.Fields.Get("WARC-Refers-To-Target-URI"))
	return ok && original == rec.Target()
}

// references are the keys under which other records may refer to this one.
func references(rec *warc.Record) (keys [][16]byte) {
	add := func(kind string, of ...string) {
		for _, s := range of {
			if s == "" {
				return
			}
		}
		sum := sha256.Sum256([]byte(kind + "\x00" + strings.Join(of, "\x00")))
		keys = append(keys, [16]byte(sum[:]))
	}
	add("id", rec.ID())
	add("at", rec.Target(), store.FormatTime(rec.Date()))
	if rec.Type() != warc.TypeRevisit {
		add("payload", rec.Fields.Get("WARC-Payload-Digest"))
	}
	return keys
}

// revisited gives a revisit the payload that it refers to, from this file or one
// before it.
func (im *Captures) revisited(ctx context.Context, rec *warc.Record, f *client.ArchivedResponse) error {
	of := &warc.Record{Fields: warc.Fields{
		{Name: "WARC-Type", Value: warc.TypeResponse},
		{Name: "WARC-Record-ID", Value: rec.Fields.Get("WARC-Refers-To")},
		{Name: "WARC-Target-URI", Value: rec.Fields.Get("WARC-Refers-To-Target-URI")},
		{Name: "WARC-Date", Value: rec.Fields.Get("WARC-Refers-To-Date")},
		{Name: "WARC-Payload-Digest", Value: rec.Fields.Get("WARC-Payload-Digest")},
	}}
	for _, k := range references(of) {
		id, ok := im.bodies[k]
		if !ok {
			continue
		}
		c, err := im.st.Capture(ctx, id)
		if err != nil {
			return err
		}
		f.Body = c.Body
		if len(c.Raw) > 0 {
			f.Body = c.Raw
		}
		if f.Status == http.StatusNotModified || f.Status == 0 {
			f.Header = c.Header // the 304 has not those that describe the body
		}
		if f.Status == 0 {
			f.Status = c.Status
		}
		if f.Header.Get("Content-Type") == "" && c.Header.Get("Content-Type") != "" {
			f.Header.Set("Content-Type", c.Header.Get("Content-Type"))
		}
		return nil
	}
	if f.Status == http.StatusNotModified {
		return nil
	}
	return badf("it refers to a record that is in none of these files, and is no capture without it; import the file that holds %s first",
		words.Line(rec.Fields.Get("WARC-Refers-To-Target-URI"), 200))
}

// answer takes in an answer; redirects wait for where they lead.
func (im *Captures) answer(ctx context.Context, f client.ArchivedResponse, keys [][16]byte) error {
	if im.chain.takes(f) {
		return nil
	}
	if !im.chain.leadsTo(&f) {
		if err := im.endChain(ctx); err != nil {
			return err
		}
		if im.chain.takes(f) {
			return nil
		}
	}
	im.chain = redirects{}
	return im.recordAnswer(ctx, f, keys)
}

// orderWithinSecond puts answers of one address that their records date to the same second, with
// other bytes, in the order in which they stand in the files, a millisecond apart.
func (im *Captures) orderWithinSecond(f *client.ArchivedResponse) {
	if f.At.Nanosecond() != 0 {
		return
	}
	sum := sha256.Sum256([]byte(f.URL + "\x00" + store.FormatTime(f.At)))
	body, key := sha256.Sum256(f.Body), [16]byte(sum[:])
	seen := im.moments[key]
	i := slices.Index(seen, [8]byte(body[:]))
	if i < 0 {
		i, im.moments[key] = len(seen), append(seen, [8]byte(body[:]))
	}
	f.At = f.At.Add(time.Duration(min(i, 999)) * time.Millisecond)
}

// recordAnswer records one answer.
func (im *Captures) recordAnswer(ctx context.Context, f client.ArchivedResponse, keys [][16]byte) error {
	im.orderWithinSecond(&f)
	c, p := f.Capture(maxBody)
	original, _, ok := wayback.ParseAddress(f.URL)
	return im.keep(ctx, c, func() (int64, []store.Change, error) {
		if !ok {
			return im.c.RecordArchived(ctx, c, p)
		}
		inner, at, err := wayback.Unwrap(p)
		doc := im.c.Platforms.DocumentAt(original)
		if err != nil || doc == "" {
			id, _, err := im.st.Record(ctx, c, nil)
			return id, nil, err
		}
		inner.Request.Document, inner.Request.URL = doc, inner.URL.String()
		changes, err := im.c.RecordMemento(ctx, c, inner, doc, at)
		if err != nil {
			return 0, nil, err
		}
		id, err := im.st.CaptureAt(ctx, c.URL, c.StartedAt.Truncate(time.Millisecond), c.BodySHA256)
		return id, changes, err
	}, keys...)
}

// resource takes in bytes without HTTP around them.
func (im *Captures) resource(ctx context.Context, rec *warc.Record, note warc.Note) error {
	from, ours := strings.CutPrefix(rec.Target(), "urn:onrecord:import:")
	if !ours && scraper.CheckURL(site.Mended(rec.Target())) != nil {
		im.N.Other++
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(rec.Block, maxBody+1))
	if err != nil {
		return &badRecord{err}
	}
	if ours {
		return im.line(ctx, rec, note, from, body)
	}
	f := client.ArchivedResponse{
		URL: site.Mended(rec.Target()), At: rec.Date(), Status: http.StatusOK, File: im.name, Body: body,
		Header: http.Header{"Content-Type": {rec.Fields.Get("Content-Type")}},
	}
	if len(body) > maxBody {
		f.Body, f.Truncated = body[:maxBody], fmt.Sprintf("over %d MiB", maxBody>>20)
	}
	return im.answer(ctx, f, references(rec))
}

// line takes in a line that an archive of onrecord imported from a file of posts or
// articles.
func (im *Captures) line(ctx context.Context, rec *warc.Record, note warc.Note, from string, body []byte) error {
	seen, address, err := im.reader.again(body)
	if err != nil {
		return badf("what was imported cannot be read again: %w", err)
	}
	if name, err := url.PathUnescape(from); err == nil {
		from = name
	}
	c := store.Capture{
		Method: "IMPORT", Endpoint: "import", URL: address, FinalURL: from, Document: seen[0].Document, Body: body,
		StartedAt: rec.Date(), FinishedAt: rec.Date(), Outcome: store.OutcomeOK, Robots: "none",
	}
	c.Relay = im.name
	if note.Relay != "" {
		c.Relay = note.Relay + ", " + im.name
	}
	return im.keep(ctx, c, func() (int64, []store.Change, error) { return im.st.Record(ctx, c, seen) })
}

package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"onrecord/cmd/internal/authority"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/run"
	"onrecord/cmd/internal/sign"
	"onrecord/cmd/internal/words"
	"onrecord/scraper/browser"
	"onrecord/store"
)

// checkRuns: the last runs were cut off, failed or were not believed.
func (d doctor) checkRuns(ctx context.Context) ([]Finding, error) {
	runs, err := d.st.LatestRuns(ctx, 20)
	if err != nil || len(runs) == 0 {
		return nil, err
	}
	var out []Finding
	cut := 0
	for _, r := range runs {
		if r.State == "interrupted" {
			cut++
		}
		if r.ClockJump != 0 {
			out = append(out, Finding{What: fmt.Sprintf("the clock jumped by %s about run %d", words.Duration(r.ClockJump.Round(time.Second)), r.ID), Since: store.FormatTime(r.StartedAt), Do: "keep the clock right with NTP (timedatectl set-ntp true)"})
		}
	}
	if cut > 1 {
		out = append(out, Finding{What: fmt.Sprintf("%d of the last %d runs were cut off; what they had reported is kept", cut, len(runs)), Do: "see what stops them: memory, a time limit, a restart"})
	}
	if r := runs[0]; r.Held > 0 {
		out = append(out, Finding{What: fmt.Sprintf("run %d did not believe %s: posts known to be online were missing as well", r.ID, words.Count(r.Held, "deletion")), Since: store.FormatTime(r.StartedAt), Do: "look whether the platform is down or shows a wall; onrecord looks again by itself"})
	}
	if r := runs[0]; r.State == "failed" {
		out = append(out, Finding{What: fmt.Sprintf("every look of run %d failed", r.ID), Since: store.FormatTime(r.StartedAt), Do: "see whether this machine reaches the web: onrecord capture https://example.org/"})
	}
	return out, nil
}

// checkChannels: notices that nobody has taken.
func (d doctor) checkChannels(ctx context.Context) ([]Finding, error) {
	waiting, err := d.st.Undelivered(ctx, d.Now().Add(7*24*time.Hour), 1000)
	n, tries := map[string]int{}, map[string]int{}
	for _, w := range waiting {
		n[w.Channel]++
		tries[w.Channel] = max(tries[w.Channel], w.Tries)
	}
	var out []Finding
	for name, left := range n {
		if tries[name] > 0 {
			out = append(out, Finding{What: fmt.Sprintf("channel %s has not delivered %s", name, words.Count(left, "notice")), Do: "try it: onrecord notify test " + name})
		}
	}
	return out, err
}

// checkSetup: what this machine and archive lack.
func (d doctor) checkSetup(ctx context.Context) ([]Finding, error) {
	contact, err := d.st.Setting(ctx, config.ContactSetting)
	var out []Finding
	if contact == "" && d.Contact == "" && err == nil {
		out = append(out, Finding{What: "requests name no contact", Do: "give one, so that sites can reach you: onrecord init --contact you@example.org"})
	}
	if _, missing := browser.Find(); errors.Is(missing, browser.ErrAbsent) && d.Screenshot {
		out = append(out, Finding{What: missing.Error(), Do: "apt install chromium"})
	}
	return out, err
}

// checkPictures: sources want their pictures read, and nothing here can.
func (d doctor) checkPictures(ctx context.Context) ([]Finding, error) {
	all, err := d.st.Sources(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	var of []int64
	for _, s := range all {
		if s.OCR {
			of = append(of, s.ID)
		}
	}
	if len(of) == 0 {
		return nil, nil
	}
	lack := run.PicturesLack(ctx)
	if lack == nil {
		return nil, nil
	}
	waiting, err := d.st.CountUnread(ctx)
	return []Finding{{What: fmt.Sprintf("pictures are not read (%d waiting) of %s with --ocr: %s", waiting, words.Count(len(of), "source"), lack), Do: "apt install tesseract-ocr tesseract-ocr-spa, or source edit ID --ocr=false", Sources: of}}, err
}

// checkFiles: files among the media that nothing names hold what forget cannot find. Younger
// ones may be somebody's work.
func (d doctor) checkFiles(ctx context.Context) ([]Finding, error) {
	files, err := d.st.UnnamedFiles(ctx, d.Now().Add(-time.Hour))
	var of *fs.PathError
	switch {
	case errors.As(err, &of):
		return []Finding{{What: "the files of media cannot be listed: " + err.Error(), Do: "let whoever runs onrecord read " + of.Path}}, nil
	case err != nil || len(files) == 0:
		return nil, err
	}
	return []Finding{{
		What: words.Count(len(files), "file") + " among the media that this archive does not name, left where onrecord was killed; forget does not reach them, such as " + files[0],
		Do:   "unless another archive or a backup keeps its media there too: stop onrecord, and remove the files that 'onrecord doctor --json' lists", Files: files,
	}}, nil
}

// checkLog says why the log is not signed to its end.
func (d doctor) checkLog(ctx context.Context) ([]Finding, error) {
	size, err := d.st.LogSize(ctx)
	if err != nil || size == 0 {
		return nil, err
	}
	last, err := d.st.LastCheckpoint(ctx)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	_, _, keyErr := sign.Key(ctx, d.Config, d.st)
	since := store.FormatTime(last.MadeAt)
	switch {
	case keyErr != nil && last.Size == 0:
		return []Finding{{What: "what is captured is not signed: " + keyErr.Error(), Do: "make a signing key: onrecord init"}}, nil
	case keyErr != nil:
		return []Finding{{What: "what is captured is not signed any more: " + keyErr.Error(), Since: since,
			Do: "put the key back from its copy, or make another: onrecord init --new-key \"why\""}}, nil
	case size-last.Size > 1000:
		return []Finding{{What: fmt.Sprintf("%d leaves of the log are not signed yet", size-last.Size), Since: since,
			Do: "let a run end: onrecord run"}}, nil
	}
	return nil, nil
}

// checkAnchors: authorities that have failed for a day or more, or whose clocks
// lie.
func (d doctor) checkAnchors(ctx context.Context) ([]Finding, error) {
	all, states, err := authority.States(ctx, d.st)
	var out []Finding
	for i, n := range all {
		s := states[i]
		since := ""
		if !s.AskedAt.IsZero() {
			since = store.FormatTime(s.AskedAt)
		}
		if s.Tries > 4 && d.Now().Sub(s.AskedAt) > 24*time.Hour {
			out = append(out, Finding{What: fmt.Sprintf("%s gives no time stamps, %d× in a row: %s", n.URL, s.Tries, s.Error), Since: since, Do: "try it: onrecord anchor now; or name another: onrecord anchor add URL"})
		}
		if s.Odd != "" {
			out = append(out, Finding{What: fmt.Sprintf("the last time stamp of %s is odd: %s", n.URL, s.Odd), Since: since, Do: "see whose clock is wrong: this machine's (timedatectl), or the authority's, and name another"})
		}
	}
	return out, err
}

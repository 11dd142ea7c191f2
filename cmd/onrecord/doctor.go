package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
	"onrecord/scraper/browser"
	"onrecord/store"
)

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong, since when, and what to do",
		Long: `Doctor reads the archive, asks nothing of the web and changes nothing: which sources
are broken, which hosts asked to be left alone, whether runs end well, whether
notifications are taken, the log is signed and time stamps are given. The exit code is 0 when all is well and 3 when something
needs a person.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context()) },
	}
}

// finding is one thing that is wrong.
type finding struct {
	What  string `json:"what"`
	Since string `json:"since,omitempty"`
	Do    string `json:"do"`
}

func (a *app) doctor(ctx context.Context) error {
	st, err := a.readArchive(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	var all []finding
	for _, check := range []func(context.Context, store.Store) ([]finding, error){a.sickSources, a.sickHosts, a.sickRuns, a.sickChannels, a.sickLog, a.sickAnchors, a.sickSetup} {
		found, err := check(ctx, st)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	return a.printFindings(all)
}

func (a *app) printFindings(all []finding) error {
	for _, f := range all {
		if a.json {
			if err := a.printJSON(f); err != nil {
				return err
			}
			continue
		}
		since := ""
		if f.Since != "" {
			since = ", since " + f.Since
		}
		fmt.Fprintf(a.out, "%s%s\n    %s\n", a.paint("33", words.Line(f.What, 300)), since, f.Do)
	}
	if len(all) > 0 {
		return exit.Silent(exit.Part)
	}
	if !a.json {
		fmt.Fprintln(a.out, "all is well")
	}
	return nil
}

// sickSources are those whose last looks failed.
func (a *app) sickSources(ctx context.Context, st store.Store) ([]finding, error) {
	sources, err := st.Sources(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	var out []finding
	if len(sources) == 0 {
		out = append(out, finding{"nothing is watched", "", "add a source: onrecord source add URL"})
	}
	for _, s := range sources {
		name := fmt.Sprintf("source %d (%s %s)", s.ID, words.Line(s.Name, 60), s.URL)
		switch {
		case s.Failures > 0:
			since := s.LastOK
			if since.IsZero() {
				since = s.AddedAt
			}
			out = append(out, finding{fmt.Sprintf("%s failed %d× in a row: %s", name, s.Failures, s.LastError), store.FormatTime(since), a.remedy(s)})
		case s.LastRun.IsZero() && a.now().Sub(s.AddedAt) > 24*time.Hour, !s.LastRun.IsZero() && a.now().Sub(s.NextDue) > max(24*time.Hour, 3*s.Cadence):
			out = append(out, finding{name + " is overdue: nobody runs onrecord", store.FormatTime(s.NextDue), "start 'onrecord watch', or put 'onrecord run' into cron; 'onrecord init' prints the lines"})
		}
	}
	return out, nil
}

// remedy is what to do about a source, by what its errors say.
func (a *app) remedy(s store.Source) string {
	e := strings.ToLower(s.LastError)
	again := "it is looked at again at " + store.FormatTime(s.NextDue)
	for _, r := range []struct{ sign, do string }{
		{"robots.txt", "its robots.txt forbids programs; ask the site, or watch another address"},
		{"selector", "the site has changed; look for the text's new place and add the source anew with --selector"},
		{"left alone", "the host asked to be left alone; " + again},
		{"429", "the host asked to be left alone; " + again + ", less often with --every"},
		{"certificate", "the site's certificate is not good; see whether the address is right, the site must mend the rest"},
		{"no such host", "the name is not known any more; see whether the site has moved, then: onrecord source remove " + fmt.Sprint(s.ID)},
		{"login", "it cannot be read without a login; import what you have, or watch another address"},
		{"challenge", "the site lets no programs in; ask it, or watch its feed"},
		{"not a public address", "the address is a private one; use --allow-private for an intranet"},
		{"404", "nothing is at this address any more; see whether it has moved, then: onrecord source remove " + fmt.Sprint(s.ID)},
		{"no adapter", "no adapter reads this platform in this version of onrecord; update it"},
	} {
		if strings.Contains(e, r.sign) {
			return r.do
		}
	}
	return again + "; try it by hand: onrecord capture " + s.URL
}

// sickHosts are those that are left alone.
func (a *app) sickHosts(ctx context.Context, st store.Store) ([]finding, error) {
	hosts, err := st.Hosts(ctx)
	var out []finding
	for _, h := range hosts {
		if h.BlockedUntil.After(a.now()) {
			out = append(out, finding{
				fmt.Sprintf("%s is left alone until %s: %s", h.Name, store.FormatTime(h.BlockedUntil), h.Why), "",
				"nothing; it is asked again then, and --delay asks it less often",
			})
		}
	}
	return out, err
}

// sickRuns: the last runs were cut off, failed or were not believed.
func (a *app) sickRuns(ctx context.Context, st store.Store) ([]finding, error) {
	runs, err := st.LatestRuns(ctx, 20)
	if err != nil || len(runs) == 0 {
		return nil, err
	}
	var out []finding
	cut := 0
	for _, r := range runs {
		if r.State == "interrupted" {
			cut++
		}
		if r.ClockJump != 0 {
			out = append(out, finding{fmt.Sprintf("the clock jumped by %s about run %d", words.Duration(r.ClockJump.Round(time.Second)), r.ID), store.FormatTime(r.StartedAt), "keep the clock right with NTP (timedatectl set-ntp true)"})
		}
	}
	if cut > 1 {
		out = append(out, finding{fmt.Sprintf("%d of the last %d runs were cut off; what they had reported is kept", cut, len(runs)), "", "see what stops them: memory, a time limit, a restart"})
	}
	if r := runs[0]; r.Held > 0 {
		out = append(out, finding{fmt.Sprintf("run %d did not believe %s: posts known to live were missing as well", r.ID, words.Count(r.Held, "deletion")), store.FormatTime(r.StartedAt), "look whether the platform is down or shows a wall; onrecord looks again by itself"})
	}
	if r := runs[0]; r.State == "failed" {
		out = append(out, finding{fmt.Sprintf("every look of run %d failed", r.ID), store.FormatTime(r.StartedAt), "see whether this machine reaches the web: onrecord capture https://example.org/"})
	}
	return out, nil
}

// sickChannels: notices that nobody has taken.
func (a *app) sickChannels(ctx context.Context, st store.Store) ([]finding, error) {
	waiting, err := st.Undelivered(ctx, a.now().Add(7*24*time.Hour), 1000)
	n, tries := map[string]int{}, map[string]int{}
	for _, d := range waiting {
		n[d.Channel]++
		tries[d.Channel] = max(tries[d.Channel], d.Tries)
	}
	var out []finding
	for name, left := range n {
		if tries[name] > 0 {
			out = append(out, finding{fmt.Sprintf("channel %s has not taken %s", name, words.Count(left, "notice")), "", "try it: onrecord notify test " + name})
		}
	}
	return out, err
}

// sickSetup: what this machine and archive lack.
func (a *app) sickSetup(ctx context.Context, st store.Store) ([]finding, error) {
	contact, err := st.Setting(ctx, config.ContactSetting)
	var out []finding
	if contact == "" && a.config.Contact == "" && err == nil {
		out = append(out, finding{"requests name no contact", "", "give one, so that sites can reach you: onrecord init --contact you@example.org"})
	}
	if _, missing := browser.Find(); errors.Is(missing, browser.ErrAbsent) && a.config.Screenshot {
		out = append(out, finding{missing.Error(), "", "apt install chromium"})
	}
	return out, err
}

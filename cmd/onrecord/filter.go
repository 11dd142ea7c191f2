package main

import (
	"cmp"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/terminal"
)

// filterFlags adds the flags that say which documents are meant, as search, list and
// links have them.
func filterFlags(cmd *cobra.Command, f *desk.Filter) {
	fl := cmd.Flags()
	defer cli.Narrow(fl)
	fl.StringVar(&f.Author, "author", "", "by this `author`: words of a name, a @handle, an account (x:@handle), or somebody of 'onrecord author'")
	fl.StringVar(&f.Outlet, "outlet", "", "in this outlet: words of its `name`, or its host")
	fl.Var((*platformName)(&f.Platform), "platform", "on this `platform`, such as x")
	cli.NumberVar(fl, &f.Source, "source", 0, 1, 0, "brought by the source of this `number` (onrecord list sources)")
	fl.StringVar(&f.From, "from", "", "published at this `time` or later: 2025, 2025-11, 2025-11-12, 2025-11-12T09:00:00Z (UTC)")
	fl.StringVar(&f.To, "to", "", "published at this `time` or earlier; a day counts to its end")
	fl.BoolVar(&f.Undated, "undated", false, "without a date, which --from and --to leave out")
	fl.StringSliceVar(&f.State, "state", nil, "to which this happened: "+strings.Join(desk.Choices("state"), ", "))
	fl.StringVar(&f.GoneWithin, "gone-within", "", "found deleted at most this `time` after it was published: 30m, 1h, 2d")
	fl.BoolVar(&f.Quoted, "quoted", false, "posts that an article quotes, and articles that quote a post on record")
	fl.StringSliceVar(&f.Warning, "warning", nil, "with a quote that has this warning: "+strings.Join(desk.Choices("warning"), ", "))
	fl.StringSliceVar(&f.Severity, "severity", nil, "with a quote that differs so: "+strings.Join(desk.Choices("severity"), ", "))
	fl.StringVar(&f.Observed, "observed", "", "true: seen by this archive at its home; false: imported, relayed or claimed")
	fl.Lookup("observed").NoOptDefVal = "true"
	fl.StringVar(&f.Lang, "lang", "", "in this `language`, such as es")
	for _, name := range []string{"state", "warning", "severity"} {
		complete(cmd, name)
	}
}

// platformName is a flag of a platform as people call it, Twitter as well as x; one that no
// adapter reads is called what it is called.
type platformName string

func (p *platformName) String() string { return string(*p) }

func (*platformName) Type() string { return "string" }

func (p *platformName) Set(s string) error {
	*p = platformName(cmp.Or(string(config.Config{}.Platforms().PlatformOf(s)), s))
	return nil
}

// partFlags adds those that say how much of what is found, and in which order.
func partFlags(cmd *cobra.Command, f *desk.Filter, most string) {
	fl := cmd.Flags()
	defer cli.Narrow(fl)
	fl.StringVar(&f.Sort, "sort", "", "newest, oldest or best first (newest when not given)")
	amountFlags(cmd, f, most)
	complete(cmd, "sort")
}

func amountFlags(cmd *cobra.Command, f *desk.Filter, most string) {
	cli.NumberVar(cmd.Flags(), &f.Limit, "limit", 0, 1, 0, "give at most this `number` ("+most+" when not given)")
	cli.NumberVar(cmd.Flags(), &f.Offset, "offset", 0, 0, 0, "leave out the first `number`")
}

// csvFlags adds those of a table for a spreadsheet.
func csvFlags(cmd *cobra.Command, as *terminal.TableOptions) {
	cmd.Flags().BoolVar(&as.CSV, "csv", false, "write a table for a spreadsheet (RFC 4180 with line feeds, UTF-8)")
	cmd.Flags().BoolVar(&as.BOM, "bom", false, "begin the table with a byte order mark, which Excel, and LibreOffice on Windows, need to read accents")
}

// complete offers a flag's values to the shell.
func complete(cmd *cobra.Command, name string) {
	if err := cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(desk.Choices(name), cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // there is no such flag
	}
}

// asked gives the error of a question that cannot be asked the code for wrong usage.
func asked(err error) error {
	var bad *desk.BadQuestion
	if errors.As(err, &bad) {
		return &exit.Error{Code: exit.Usage, Err: err}
	}
	return err
}

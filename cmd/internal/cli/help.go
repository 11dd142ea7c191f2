// Package cli is what the command line does beyond what cobra does by itself: commands in
// groups, help topics, and refusals that say what to give instead.
package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
)

// Group is a job, and the commands that do it.
type Group struct {
	ID, Title string
	Commands  []string
}

// Finish sorts the commands of a program into groups, adds topics (Markdown in the folder
// help, the first line the title) and manual pages, and has what is refused worded.
func Finish(root *cobra.Command, groups []Group, topics fs.FS, version string) {
	group(root, groups)
	addTopics(root, topics)
	refill(root)
	root.AddCommand(manCommand(root, version))
	helpOn(root)
	root.InitDefaultCompletionCmd()
	parents(root)
	worded(root)
	root.SetFlagErrorFunc(flagError)
}

// group sorts the commands by the jobs that they do.
func group(root *cobra.Command, groups []Group) {
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.ID, Title: g.Title})
		for _, name := range g.Commands {
			if cmd, _, err := root.Find([]string{name}); err == nil && cmd != root {
				cmd.GroupID = g.ID
			}
		}
	}
}

// addTopics adds the help pages: one named like a command to what its help says, the
// others as topics of their own.
func addTopics(root *cobra.Command, topics fs.FS) {
	files, err := fs.ReadDir(topics, "help")
	if err != nil {
		panic(err) // it is built in
	}
	for _, f := range files {
		b, err := fs.ReadFile(topics, path.Join("help", f.Name()))
		if err != nil {
			panic(err)
		}
		title, text, _ := strings.Cut(string(b), "\n")
		title = strings.TrimPrefix(title, "# ")
		name := strings.TrimSuffix(f.Name(), ".md")
		if cmd, _, err := root.Find([]string{name}); err == nil && cmd != root {
			cmd.Long = strings.TrimSpace(cmd.Long+"\n") + "\n" + plain(text)
			continue
		}
		root.AddCommand(&cobra.Command{Use: name, Short: title, Long: title + "\n" + plain(text)})
	}
	root.SetUsageTemplate(strings.NewReplacer(
		"Additional help topics:", "Topics (onrecord help TOPIC):", "{{rpad .CommandPath .CommandPathPadding}}", "{{rpad .Name .NamePadding}}",
	).Replace(root.UsageTemplate()))
}

// plain writes the Markdown of a topic for a terminal: of a table's row its first two
// cells and its last.
func plain(text string) string {
	var out []string
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		cells := strings.Split(strings.Trim(l, "| "), " | ")
		switch {
		case strings.HasPrefix(l, "<!--"), strings.HasPrefix(l, "|--"), strings.HasPrefix(l, "| |"):
		case strings.HasPrefix(l, "|") && len(cells) > 2:
			out = append(out, words.Wrap(fmt.Sprintf("%3s  %s (%s)", cells[0], cells[1], cells[len(cells)-1]), 79, "     "))
		default:
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// helpWidth is how wide a paragraph of help becomes: terminals have 80 columns.
const helpWidth = 79

// refill breaks the paragraphs and the rows of help anew that are too wide for a terminal.
func refill(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		refill(sub)
	}
	paragraphs := strings.Split(cmd.Long, "\n\n")
	for i, p := range paragraphs {
		lines := strings.Split(p, "\n")
		switch {
		case !wide(lines):
		case slices.ContainsFunc(lines, indented):
			paragraphs[i] = strings.Join(refillRows(lines), "\n")
		default:
			paragraphs[i] = words.Wrap(p, helpWidth, "")
		}
	}
	cmd.Long = strings.Join(paragraphs, "\n\n")
}

func wide(lines []string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return words.Width(l) > helpWidth })
}

func indented(line string) bool { return strings.HasPrefix(line, " ") }

// marginOf is how many blanks a line begins with.
func marginOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// term matches what stands in a row's first column, with the blanks on both sides of it.
var term = regexp.MustCompile(`^ *\S+(?: \S+)*  +`)

// refillRows breaks the second column of rows anew that are too wide. What is indented
// deeper goes on with the row above it; a line without a second column stays: it is to be
// copied.
func refillRows(lines []string) (out []string) {
	for len(lines) > 0 {
		n := 1
		for indented(lines[0]) && n < len(lines) && marginOf(lines[n]) > marginOf(lines[0]) {
			n++
		}
		row, head := lines[:n], term.FindString(lines[0])
		lines = lines[n:]
		switch {
		case !indented(row[0]) || !wide(row) || head == "" && n == 1:
			out = append(out, row...)
			continue
		case head == "": // the first column has a line of its own
			out, head = append(out, row[0]), strings.Repeat(" ", marginOf(row[1]))
			row = row[1:]
		default:
			row = append([]string{row[0][len(head):]}, row[1:]...)
		}
		below := strings.Repeat(" ", words.Width(head))
		out = append(out, head+strings.TrimLeft(words.Wrap(below+strings.TrimLeft(strings.Join(row, " "), " "), helpWidth, below), " "))
	}
	return out
}

// Known refuses an argument that is no subcommand, and says which one may be meant.
func Known(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	near := cmd.SuggestionsFor(args[0])
	if len(near) == 0 {
		return fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath())
	}
	return fmt.Errorf("unknown command %q for %q; did you mean %s?", args[0], cmd.CommandPath(), strings.Join(near, " or "))
}

// parents has commands that are there for their subcommands alone say what these are, and
// refuse what is none.
func parents(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		parents(sub)
	}
	if cmd.HasSubCommands() && cmd.RunE == nil {
		cmd.Args, cmd.RunE = Known, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
}

// helpOn has 'help' refuse what there is no help on, and say what may be meant.
func helpOn(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	cmd, _, err := root.Find([]string{"help"})
	if err != nil {
		panic(err) // it was made just now
	}
	cmd.PersistentPreRunE = func(*cobra.Command, []string) error { return nil } // settings have no say in it
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		of, rest, err := root.Find(args)
		if err == nil && (len(rest) == 0 || !of.HasSubCommands()) {
			return of.Help()
		}
		of.SuggestionsMinimumDistance = 2
		if near := of.SuggestionsFor(rest[0]); len(near) > 0 {
			return exit.Usagef("there is no help on %q; did you mean %s?", rest[0], strings.Join(near, " or "))
		}
		return exit.Usagef("there is no help on %q; '%s --help' lists what there is", rest[0], of.CommandPath())
	}
}

// worded has commands say in words what to give where cobra counts arguments.
func worded(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		worded(sub)
	}
	check := cmd.Args
	if check == nil || cmd.HasSubCommands() { // which say what subcommands there are
		return
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if check(cmd, args) == nil {
			return nil
		}
		_, wants, _ := strings.Cut(cmd.Use, " ")
		switch {
		case wants == "":
			return exit.Usagef("%s takes nothing after it; leave %q out", cmd.CommandPath(), args[0])
		case len(args) == 0:
			return exit.Usagef("say what: %s %s", cmd.CommandPath(), wants)
		}
		return exit.Usagef("that is not what %s takes: %s %s; put what has spaces in it between quotation marks", cmd.Name(), cmd.CommandPath(), wants)
	}
}

// manCommand writes manual pages, for packagers.
func manCommand(root *cobra.Command, version string) *cobra.Command {
	return &cobra.Command{
		Use: "man DIR", Short: "Write the manual pages", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			root.DisableAutoGenTag = true
			keepTables(root)
			if err := doc.GenManTree(root, &doc.GenManHeader{Title: "ONRECORD", Section: "1", Source: "onrecord " + version, Manual: "onrecord"}, args[0]); err != nil {
				return exit.Usagef("%w; give a directory that you may write to", err)
			}
			return nil
		},
	}
}

// keepTables indents the tables of help texts, so that manual pages keep their lines.
func keepTables(cmd *cobra.Command) {
	lines, table := strings.Split(cmd.Long, "\n"), false
	for i, l := range lines {
		if !strings.HasPrefix(l, "  ") {
			table = false
			continue
		}
		if lines[i] = "    " + l; !table && i > 0 {
			lines[i] = "\n" + lines[i]
		}
		table = true
	}
	cmd.Long = strings.Join(lines, "\n")
	for _, c := range cmd.Commands() {
		keepTables(c)
	}
}

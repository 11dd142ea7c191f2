package main

import (
	"embed"

	"onrecord/cmd/internal/cli"
)

// The topics of `onrecord help TOPIC`, as Markdown: the first line is the title.
//
//go:embed help/*.md
var topicFiles embed.FS

// groups are the jobs that commands do, in the order of the help.
var groups = []cli.Group{
	{"begin", "Begin:", []string{"demo", "init"}},
	{"collect", "Collect posts and articles:", []string{"capture", "source", "run", "watch", "work", "import", "backfill", "author"}},
	{"ask", "Look things up:", []string{"search", "list", "lookup", "check", "show", "diff", "link", "links"}},
	{"publish", "Publish and notify:", []string{"report", "serve", "export", "notify"}},
	{"prove", "Prove it:", []string{"verify", "head", "anchor", "annotate", "forget"}},
	{"keep", "Keep the archive:", []string{"doctor", "backup", "restore", "copy", "config"}},
}

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
	{ID: "begin", Title: "Begin:", Commands: []string{"demo", "init"}},
	{ID: "collect", Title: "Collect posts and articles:", Commands: []string{"capture", "source", "run", "watch", "work", "import", "backfill", "author"}},
	{ID: "ask", Title: "Look things up:", Commands: []string{"search", "list", "lookup", "check", "show", "diff", "link", "links"}},
	{ID: "publish", Title: "Publish and notify:", Commands: []string{"report", "serve", "export", "notify"}},
	{ID: "prove", Title: "Prove it:", Commands: []string{"verify", "head", "anchor", "annotate", "forget"}},
	{ID: "keep", Title: "Keep the archive:", Commands: []string{"doctor", "backup", "restore", "copy", "config"}},
}

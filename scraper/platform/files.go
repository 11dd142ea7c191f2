package platform

import (
	"slices"

	"onrecord/scraper/format"
	"onrecord/scraper/platform/bluesky"
	"onrecord/scraper/platform/mastodon"
	"onrecord/scraper/platform/telegram"
	"onrecord/scraper/platform/x"
)

// Files are the kinds of file in which people keep posts, in the order in which they are
// asked whether a file is theirs.
func Files() []format.Format {
	return slices.Concat(x.Files(), bluesky.Files(), mastodon.Files(), telegram.Files())
}

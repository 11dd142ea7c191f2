package platform

import (
	"slices"

	"onrecord/scraper/format"
	"onrecord/scraper/platform/bluesky"
	"onrecord/scraper/platform/mastodon"
	"onrecord/scraper/platform/meta"
	"onrecord/scraper/platform/reddit"
	"onrecord/scraper/platform/telegram"
	"onrecord/scraper/platform/tiktok"
	"onrecord/scraper/platform/truthsocial"
	"onrecord/scraper/platform/vk"
	"onrecord/scraper/platform/x"
)

// Files are the kinds of file in which people keep posts, in the order in which they are
// asked whether a file is theirs.
func Files() []format.Format {
	return slices.Concat(
		x.Files(),
		bluesky.Files(),
		truthsocial.Files(),
		mastodon.Files(),
		telegram.Files(),
		reddit.Files(),
		meta.Files(),
		tiktok.Files(),
		vk.Files(),
	)
}

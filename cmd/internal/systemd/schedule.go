package systemd

import (
	"fmt"
	"io"
	"os"
	"strings"

	"onrecord/cmd/internal/archive"
	"onrecord/cmd/internal/words"
)

// Schedule prints how to run onrecord on an archive without anybody at the keyboard, and
// writes units to a folder where one is named.
func Schedule(out io.Writer, archiveAddress, mediaDir, units string) error {
	self, err := os.Executable()
	if err != nil {
		self = "onrecord"
	}
	address, err := archive.Absolute(archiveAddress)
	if err != nil {
		return err
	}
	flags, media := "--archive "+words.ShellQuote(address), ""
	if !archive.IsDirectory(address) {
		if media, err = archive.AbsoluteMedia(mediaDir); err != nil {
			return err
		}
		flags += " --media-dir " + words.ShellQuote(media)
	}
	fmt.Fprintf(out, "cron       */5 * * * * %s run %s\n", self, strings.ReplaceAll(flags, "%", `\%`)) // which ends a line of cron's
	if hidden := archive.Hides(archiveAddress); hidden {
		fmt.Fprintln(out, "           The password is not in it: put it into ~/.pgpass of the user who runs this,\n           as HOST:PORT:DATABASE:USER:PASSWORD, and let nobody else read that.")
	}
	if units == "" {
		_, err := fmt.Fprintln(out, "systemd    onrecord init --systemd /etc/systemd/system")
		return err
	}
	written, err := Write(units, self, address, media)
	for _, w := range written {
		fmt.Fprintf(out, "systemd    %s\n", w)
	}
	if err != nil {
		return err
	}
	if !archive.IsDirectory(address) {
		fmt.Fprintln(out, "\nTo work beside other machines, in place of the two below:   systemctl enable --now onrecord-work.service")
	}
	_, err = fmt.Fprintln(out, `
To stay and look at each source as it is due:   systemctl enable --now onrecord-watch.service
or to look every five minutes:                  systemctl enable --now onrecord-run.timer
(after systemctl daemon-reload; one of the two is enough, and a second says who runs)`)
	return err
}

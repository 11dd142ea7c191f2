// Package systemd writes the units that run onrecord without anybody at the keyboard.
package systemd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"onrecord/store/bucket"
)

// The units, for systemd.service(5) and systemd.timer(5). The timer counts from
// the last run, not by the clock on the wall, so that no change of clocks skips or
// doubles one. A run that is cut off is resumed by the next.
const (
	serviceUnit = `[Unit]
Description=onrecord: %s
Wants=network-online.target
After=network-online.target

[Service]
%s
ExecStart=%s
%sNice=10
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=%s
# Done in part is no failure of the service.
SuccessExitStatus=3
TimeoutStopSec=30
`
	timerUnit = `[Unit]
Description=onrecord: look at what is due every five minutes

[Timer]
OnBootSec=2min
OnUnitInactiveSec=5min
RandomizedDelaySec=30s

[Install]
WantedBy=timers.target
`
)

// Write writes the units for a timer, for a service that stays and, of a database, for one of
// its workers. It never puts one in
// place of a file that is there. media is the directory or the bucket for media where the
// archive is a database, else "".
func Write(to, self, archive, media string) (written []string, err error) {
	if strings.ContainsAny(self+archive+media, "\r\n\"\\") {
		return nil, fmt.Errorf("systemd cannot be told of %s and %s; choose a path without quotes and backslashes", self, archive)
	}
	escape := func(s string) string { return strings.ReplaceAll(s, "%", "%%") } // which begins a specifier
	self, archive, media = escape(self), escape(archive), escape(media)
	if err := os.MkdirAll(to, 0o755); err != nil {
		return nil, fmt.Errorf("%w; give --systemd a directory that you may write to", err)
	}
	writes := archive
	command := func(sub string) string { return fmt.Sprintf(`"%s" %s --archive "%s"`, self, sub, archive) }
	if media != "" {
		if writes = media; bucket.IsAddress(media) {
			writes = "" // nothing on this machine
		}
		command = func(sub string) string {
			return fmt.Sprintf(`"%s" %s --archive "%s" --media-dir "%s"`, self, sub, archive, media)
		}
	}
	type unit struct{ name, text string }
	stays := func(what, sub string) string {
		return fmt.Sprintf(serviceUnit, what, "Type=exec", command(sub), "Restart=on-failure\nRestartSec=60\n", writes) + "\n[Install]\nWantedBy=multi-user.target\n"
	}
	units := []unit{
		{"onrecord-run.service", fmt.Sprintf(serviceUnit, "one pass over what is due", "Type=oneshot", command("run"), "", writes)},
		{"onrecord-run.timer", timerUnit},
		{"onrecord-watch.service", stays("look at each source as it is due", "watch")},
	}
	if media != "" {
		units = append(units, unit{"onrecord-work.service", stays("take jobs from the archive's database", "work")})
	}
	for _, u := range units {
		path := filepath.Join(to, u.name)
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if errors.Is(err, os.ErrExist) {
			return written, fmt.Errorf("%s is there already; remove it first, or give another directory", path)
		}
		if err != nil {
			return written, fmt.Errorf("%w; give --systemd a directory that you may write to", err)
		}
		_, err = f.WriteString(u.text)
		if err = errors.Join(err, f.Close()); err != nil {
			return written, err
		}
		written = append(written, path)
	}
	return written, nil
}

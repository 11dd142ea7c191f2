package archive

import (
	"os"
	"path/filepath"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
)

// CheckBackup says what to name instead where a backup's file is a directory.
func CheckBackup(file string) error {
	info, err := os.Stat(file)
	if err != nil || !info.IsDir() {
		return nil //nolint:nilerr // what cannot be opened is said when it is
	}
	inside := filepath.Join(file, "onrecord.db")
	if _, err := os.Stat(inside); err != nil {
		return exit.Usagef("%s is a directory without an onrecord.db; name the file that onrecord backup wrote", words.Line(file, 400))
	}
	return exit.Usagef("%s is a directory; name the backup in it: onrecord restore %s", words.Line(file, 400), words.ShellQuote(inside))
}

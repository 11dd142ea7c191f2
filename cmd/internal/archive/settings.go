package archive

import (
	"context"

	"onrecord/cmd/internal/config"
	"onrecord/store/postgres"
	"onrecord/store/sqlite"
)

// Kept is where the settings of the archive at an address are kept: in a file of its
// directory, or in its database, which write opens.
func Kept(ctx context.Context, address string, write func(context.Context, func(*sqlite.DB) error) error) config.Kept {
	if IsDirectory(address) {
		return config.InFolder(address)
	}
	return config.Kept{
		Place: "the settings of " + Shown(address), Asks: true,
		Read: func() (string, error) { return postgres.Setting(ctx, address, config.KeptSetting) },
		Write: func(text string) error {
			return write(ctx, func(st *sqlite.DB) error { return st.SetSetting(ctx, config.KeptSetting, text) })
		},
	}
}

// Settle puts what a database kept of settings, and a copy or a backup of it brought along,
// into the file of a directory that has none.
func Settle(ctx context.Context, st *sqlite.DB, address string) error {
	if !IsDirectory(address) {
		return nil
	}
	text, err := st.Setting(ctx, config.KeptSetting)
	if err != nil || text == "" {
		return err
	}
	to := config.InFolder(address)
	if there, err := to.Read(); err != nil || there != "" {
		return err
	}
	return to.Write(text)
}

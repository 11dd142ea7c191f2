package run

import (
	"context"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/desk"
	"onrecord/compare/cross"
	"onrecord/store/sqlite"
)

// OpenDesk opens the archive at an address and what translates, to look quotes up. The
// caller calls done when it is through.
func OpenDesk(ctx context.Context, e config.Env, address string) (st *sqlite.DB, d desk.Desk, done func(), err error) {
	if st, err = ToLookUp(ctx, e, address); err != nil {
		return nil, d, nil, err
	}
	translators, end := OpenTranslators(ctx, e)
	done = func() {
		end()
		_ = st.Close() // what was written is committed
	}
	if err = Render(ctx, e, st, translators, RenderSome); err != nil {
		done()
		return nil, d, nil, err
	}
	return st, DeskOf(e, st, translators), done, nil
}

// DeskOf answers from an archive.
func DeskOf(e config.Env, st *sqlite.DB, t cross.Translators) desk.Desk {
	return desk.Desk{Archive: st, Translators: t, Platforms: e.Platforms()}
}

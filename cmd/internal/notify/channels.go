package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"onrecord/cmd/internal/config"
	"onrecord/store"
)

// setting keeps the channels, as JSON.
const setting = "channels"

// Settings are those that an archive keeps.
type Settings interface {
	Setting(ctx context.Context, name string) (string, error)
	SetSetting(ctx context.Context, name, value string) error
}

// Channels are those of an archive. The addresses of webhooks that lie in the archive are
// taken out of it where it can be written.
func Channels(ctx context.Context, st Keeper) ([]Channel, error) {
	all, inside, err := readChannels(ctx, st)
	if err != nil || !inside {
		return all, err
	}
	err = ChangeChannels(ctx, st, func(all []Channel) ([]Channel, error) { return all, nil })
	if errors.Is(err, store.ErrReadOnly) {
		err = nil
	}
	return all, err
}

// readChannels gives the channels, and whether the archive has addresses that belong
// beside it.
func readChannels(ctx context.Context, st Keeper) (all []Channel, inside bool, err error) {
	text, err := st.Setting(ctx, setting)
	if err != nil || text == "" {
		return nil, false, err
	}
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, false, fmt.Errorf("the archive's channels cannot be read: %w", err)
	}
	_, within := part(all)
	secret, err := secrets(st)
	join(all, secret)
	return all, len(within) > 0, err
}

// ChangeChannels lets change make other channels of those of an archive, and keeps them, the
// addresses of webhooks beside it. Of two that change them at once one waits.
func ChangeChannels(ctx context.Context, st Keeper, change func([]Channel) ([]Channel, error)) error {
	return locked(ctx, st, func() error {
		all, _, err := readChannels(ctx, st)
		if err == nil {
			all, err = change(all)
		}
		if err != nil {
			return err
		}
		return saveChannels(ctx, st, all)
	})
}

func saveChannels(ctx context.Context, st Keeper, all []Channel) error {
	open, secret := part(all)
	b, err := json.Marshal(open)
	if err != nil {
		return err
	}
	if err := writeSecrets(st, secret); err != nil {
		return err
	}
	return st.SetSetting(ctx, setting, string(b))
}

// NewSender makes a sender by the settings in force.
func NewSender(e config.Env, st Outbox) *Sender {
	return &Sender{
		Options: e.Network(), Password: os.Getenv("ONRECORD_SMTP_PASSWORD"), Secret: os.Getenv("ONRECORD_WEBHOOK_SECRET"),
		Latest: func(ctx context.Context) ([]store.Notice, error) { return st.Notices(ctx, 100) },
	}
}

// Test sends a channel a notice that says it is a test.
func Test(ctx context.Context, e config.Env, st Outbox, c Channel) error {
	now := e.Now().UTC()
	body, err := json.Marshal(Body{Event: "test", At: store.FormatTime(now), Summary: "This is a test of onrecord's notifications"})
	if err != nil {
		return err
	}
	return NewSender(e, st).Send(ctx, c, []store.Notice{{At: now, Kind: "test", Name: "test", Body: body}})
}

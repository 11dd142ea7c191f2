package notify

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
)

// Prepare says what is wrong with a channel, and has a feed's path hold from every
// directory.
func (c *Channel) Prepare() error {
	if err := c.Check(); err != nil {
		return &exit.Error{Code: exit.Usage, Err: err}
	}
	if c.Kind != Atom {
		return nil
	}
	path, err := filepath.Abs(c.Target)
	if err != nil {
		return err
	}
	c.Target = path
	return CheckFeed(path)
}

// Add keeps a channel, under its kind and a number where it has no name, and gives it as
// it is kept.
func Add(ctx context.Context, st Keeper, c Channel) (Channel, error) {
	err := ChangeChannels(ctx, st, func(all []Channel) ([]Channel, error) {
		taken := func(name string) bool {
			return slices.ContainsFunc(all, func(o Channel) bool { return o.Name == name })
		}
		for n := len(all) + 1; c.Name == ""; n++ {
			if name := fmt.Sprintf("%s-%d", c.Kind, n); !taken(name) {
				c.Name = name
			}
		}
		if taken(c.Name) {
			return nil, fmt.Errorf("there is a channel %q already; see 'onrecord notify list'", c.Name)
		}
		return append(all, c), nil
	})
	return c, err
}

// named is where among the channels one is.
func named(all []Channel, name string) (int, error) {
	i := slices.IndexFunc(all, func(c Channel) bool { return c.Name == name })
	if i < 0 {
		return i, exit.NotFoundf("no channel %q; see 'onrecord notify list'", name)
	}
	return i, nil
}

// Remove takes a channel away.
func Remove(ctx context.Context, st Keeper, name string) error {
	return ChangeChannels(ctx, st, func(all []Channel) ([]Channel, error) {
		i, err := named(all, name)
		if err != nil {
			return nil, err
		}
		return slices.Delete(all, i, i+1), nil
	})
}

// Try sends a channel a notice that says it is a test.
func Try(ctx context.Context, e config.Env, st interface {
	Keeper
	Outbox
}, name string) error {
	all, err := Channels(ctx, st)
	if err != nil {
		return err
	}
	i, err := named(all, name)
	if err != nil {
		return err
	}
	if err := Test(ctx, e, st, all[i]); err != nil {
		return fmt.Errorf("%s does not take it: %w", name, err)
	}
	return nil
}

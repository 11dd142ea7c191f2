package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Keeper keeps channels: what they are in the archive, and what of them is secret in a file
// beside it, which no backup, bundle or report takes along.
type Keeper interface {
	Settings
	// Beside is the path of a file beside the archive.
	Beside(name string) string
}

// secretFile has the addresses of webhooks by their channels' names, which often are all
// that it takes to write to somebody.
const secretFile = "channels.secret.json"

// errApart says that an archive was brought here without its secrets.
var errApart = errors.New("its address is not here: it is kept beside the archive, and no backup has it; remove the channel and add it again")

// secrets reads the file, which need not be there.
func secrets(st Keeper) (map[string]string, error) {
	b, err := os.ReadFile(st.Beside(secretFile))
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	all := map[string]string{}
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("the addresses of webhooks: %w", err)
	}
	return all, nil
}

// writeSecrets writes the file anew, whole or not at all, for its owner alone.
func writeSecrets(st Keeper, all map[string]string) (err error) {
	name := st.Beside(secretFile)
	if len(all) == 0 {
		if err = os.Remove(name); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	}
	b, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+secretFile+"-*") // 0600
	if err != nil {
		return fmt.Errorf("keep the addresses of webhooks: %w", err)
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}

// part takes the secret addresses out of channels.
func part(all []Channel) (open []Channel, secret map[string]string) {
	secret = map[string]string{}
	for _, c := range all {
		if c.Kind == Webhook && c.Target != c.Where() {
			secret[c.Name] = c.Target
			c.Target = c.Where()
		}
		open = append(open, c)
	}
	return open, secret
}

// join puts them back; a webhook whose address is not here keeps what may be shown of it.
func join(all []Channel, secret map[string]string) {
	for i, c := range all {
		if s, ok := secret[c.Name]; ok && c.Kind == Webhook && (Channel{Kind: Webhook, Target: s}).Where() == c.Target {
			all[i].Target = s
		}
	}
}

// locked calls f while no other process changes what is kept beside the archive.
func locked(ctx context.Context, st Keeper, f func() error) error {
	dir := filepath.Dir(st.Beside(secretFile))
	if err := os.MkdirAll(dir, 0o700); err != nil { // of an archive in a database
		return fmt.Errorf("keep the addresses of webhooks: %w", err)
	}
	unlock, err := lockDirectory(ctx, dir)
	if err != nil {
		return err
	}
	defer unlock()
	return f()
}

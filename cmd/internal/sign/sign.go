// Package sign signs an archive's log: it keeps the key, outside the archive, and
// makes the checkpoints.
package sign

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"onrecord/cmd/internal/config"
	"onrecord/store"
	"onrecord/store/proof"
)

// Settings of the log: its name, and the public half of the key that signs it.
const (
	originSetting = "log.origin"
	keySetting    = "log.key"
)

// Settings are those that an archive keeps.
type Settings interface {
	Setting(ctx context.Context, name string) (string, error)
}

// Log is what is signed.
type Log interface {
	Settings
	LogHead(ctx context.Context) (size int64, root [32]byte, err error)
	LastCheckpoint(ctx context.Context) (store.Checkpoint, error)
	AddCheckpoint(ctx context.Context, c store.Checkpoint) (store.Checkpoint, error)
	Append(ctx context.Context, kind store.LeafKind, about store.DocumentID, record func(index int64) ([]byte, error)) (int64, error)
	AppendKey(ctx context.Context, k store.KeyInUse) error
}

// keyFile is where the key of a log is kept: outside the archive, so that who gets
// hold of the archive cannot sign for it.
func keyFile(c config.Config, origin string) (string, error) {
	if f := os.Getenv("ONRECORD_KEY"); f != "" {
		return f, nil
	}
	if c.KeyFile != "" {
		return c.KeyFile, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("where to keep the signing key: %w; name a file in ONRECORD_KEY", err)
	}
	return filepath.Join(dir, "onrecord", strings.TrimPrefix(origin, "onrecord/")+".key"), nil
}

// Key reads the key of the archive's log, and says in which file it is.
func Key(ctx context.Context, c config.Config, st Settings) (key proof.Signer, file string, err error) {
	origin, err := st.Setting(ctx, originSetting)
	if err != nil {
		return key, "", err
	}
	if origin == "" {
		return key, "", fmt.Errorf("%w for this archive; make one with onrecord init", proof.ErrNoKey)
	}
	if file, err = keyFile(c, origin); err != nil {
		return key, file, err
	}
	if key, err = proof.ReadKey(file); err != nil {
		return key, file, err
	}
	public, err := st.Setting(ctx, keySetting)
	if err == nil && key.Public() != public {
		err = fmt.Errorf("%s is not the key that signs this archive (%s); name the right file in ONRECORD_KEY", file, public)
	}
	return key, file, err
}

// EnsureKey makes the archive's signing key where it has none, or another where why
// says why. It gives the key and its file, and whether it was made now.
func EnsureKey(ctx context.Context, e config.Env, st Log, why string) (key proof.Signer, file string, made bool, err error) {
	before, err := st.Setting(ctx, keySetting)
	if err != nil {
		return key, "", false, err
	}
	if before != "" && why == "" {
		key, file, err = Key(ctx, e.Config, st)
		return key, file, false, err
	}
	origin, err := st.Setting(ctx, originSetting)
	if err != nil {
		return key, "", false, err
	}
	if origin == "" {
		origin = proof.NewOrigin()
	}
	if file, err = keyFile(e.Config, origin); err != nil {
		return key, file, false, err
	}
	if key, err = proof.CreateKey(file, origin); err != nil {
		if errors.Is(err, os.ErrExist) {
			err = fmt.Errorf("%w; a key lies there already: move it away first, but do not delete it", err)
		}
		return key, file, false, err
	}
	return key, file, true, adopt(ctx, e, st, key, before, why)
}

// adopt puts a new key on record and into use.
func adopt(ctx context.Context, e config.Env, st Log, key proof.Signer, before, why string) error {
	return st.AppendKey(ctx, store.KeyInUse{
		Record: func(index int64) ([]byte, error) {
			return proof.Encode(proof.Key{Head: proof.NewHead(store.KeyLeaf, index, e.Now()), Key: key.Public(), Before: before, Why: why})
		},
		Settings: map[string]string{originSetting: key.Name(), keySetting: key.Public()},
		Sign: func(size int64, root [32]byte) (string, error) {
			return proof.Checkpoint{Origin: key.Name(), Size: size, Root: root}.Sign(key)
		},
	})
}

// UnsignedError says why a log is not signed up to its size. Whoever warns of it once for a
// size says all that there is to say.
type UnsignedError struct {
	Size int64
	Err  error
}

func (e *UnsignedError) Error() string { return "the log is not signed: " + e.Err.Error() }
func (e *UnsignedError) Unwrap() error { return e.Err }

// Checkpoint signs the head of the log where it moved since the last one. What was
// captured stands without it: a key that cannot be read is a warning. run is the run
// that it ends, 0 for none. It goes on when ctx is cancelled.
func Checkpoint(ctx context.Context, e config.Env, st Log, run int64) error {
	ctx = context.WithoutCancel(ctx)
	size, root, err := st.LogHead(ctx)
	if err != nil {
		return err
	}
	last, err := st.LastCheckpoint(ctx)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	origin, err := st.Setting(ctx, originSetting)
	if err != nil || origin == "" || last.Size == size {
		return err
	}
	key, _, err := Key(ctx, e.Config, st)
	if err != nil {
		e.Warn(&UnsignedError{size, err})
		return nil
	}
	note, err := proof.Checkpoint{Origin: origin, Size: size, Root: root}.Sign(key)
	if err != nil {
		return err
	}
	_, err = st.AddCheckpoint(ctx, store.Checkpoint{RunID: run, Size: size, Note: note})
	return err
}

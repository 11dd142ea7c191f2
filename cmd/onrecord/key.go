package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"onrecord/store"
	"onrecord/store/proof"
)

// Settings of the log: its name, and the public half of the key that signs it.
const (
	originSetting = "log.origin"
	keySetting    = "log.key"
	beaconSetting = "log.beacon"
)

// keyFile is where the key of a log is kept: outside the archive, so that who gets
// hold of the archive cannot sign for it.
func (a *app) keyFile(origin string) (string, error) {
	if f := os.Getenv("ONRECORD_KEY"); f != "" {
		return f, nil
	}
	if a.config.keyFile != "" {
		return a.config.keyFile, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("where to keep the signing key: %w; name a file in ONRECORD_KEY", err)
	}
	return filepath.Join(dir, "onrecord", strings.TrimPrefix(origin, "onrecord/")+".key"), nil
}

// signingKey reads the key of the archive's log.
func (a *app) signingKey(ctx context.Context, st store.Settings) (key proof.Signer, file string, err error) {
	origin, err := st.Setting(ctx, originSetting)
	if err != nil {
		return key, "", err
	}
	if origin == "" {
		return key, "", fmt.Errorf("%w for this archive; make one with onrecord init", proof.ErrNoKey)
	}
	if file, err = a.keyFile(origin); err != nil {
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

// ensureKey makes the archive's signing key where it has none, or another where why
// says why. It gives the key and its file, and whether it was made now.
func (a *app) ensureKey(ctx context.Context, st store.Store, why string) (key proof.Signer, file string, made bool, err error) {
	before, err := st.Setting(ctx, keySetting)
	if err != nil {
		return key, "", false, err
	}
	if before != "" && why == "" {
		key, file, err = a.signingKey(ctx, st)
		return key, file, false, err
	}
	origin, err := st.Setting(ctx, originSetting)
	if err != nil {
		return key, "", false, err
	}
	if origin == "" {
		origin = proof.NewOrigin()
	}
	if file, err = a.keyFile(origin); err != nil {
		return key, file, false, err
	}
	if key, err = proof.CreateKey(file, origin); err != nil {
		if errors.Is(err, os.ErrExist) {
			err = fmt.Errorf("%w; a key lies there already: move it away first, but do not delete it", err)
		}
		return key, file, false, err
	}
	return key, file, true, a.adoptKey(ctx, st, key, before, why)
}

// adoptKey puts a new key on record and into use.
func (a *app) adoptKey(ctx context.Context, st store.Store, key proof.Signer, before, why string) error {
	if _, err := st.Append(ctx, store.KeyLeaf, "", func(index int64) ([]byte, error) {
		return proof.Encode(proof.Key{Head: proof.NewHead(store.KeyLeaf, index, a.now()), Key: key.Public(), Before: before, Why: why})
	}); err != nil {
		return err
	}
	return errors.Join(st.SetSetting(ctx, originSetting, key.Name()), st.SetSetting(ctx, keySetting, key.Public()))
}

// collectorInfo is what the log says of the program that fetches.
func (a *app) collectorInfo() proof.Collector {
	c := proof.Collector{Software: "onrecord", Version: version, Config: a.config.sum()}
	c.Host, _ = os.Hostname() // unknown is ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				c.Commit = s.Value
			}
		}
	}
	return c
}

// sum is the SHA-256 of the settings in force, without secrets.
func (c config) sum() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%+v", c))
	return hex.EncodeToString(sum[:])
}

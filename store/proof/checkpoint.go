package proof

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is the head of a log: its name, size and root. Written as C2SP's
// tlog-checkpoint says (https://c2sp.org/tlog-checkpoint), it is signed as a note
// (https://c2sp.org/signed-note).
type Checkpoint struct {
	// Origin names the log; it is the name of its keys too.
	Origin string
	Size   int64
	Root   tlog.Hash
}

// ErrUnsigned says that none of the known keys signed the checkpoint.
var ErrUnsigned = errors.New("no known key signed it")

// Text is what is signed.
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + c.RootText() + "\n"
}

// Sign writes the checkpoint as a note signed with a key of its origin's.
func (c Checkpoint) Sign(key Signer) (string, error) {
	if key.Name() != c.Origin {
		return "", fmt.Errorf("the key is that of %s, the log is %s; give the right one in ONRECORD_KEY", key.Name(), c.Origin)
	}
	msg, err := note.Sign(&note.Note{Text: c.Text()}, key.signer)
	if err != nil {
		return "", fmt.Errorf("sign the checkpoint: %w", err)
	}
	return string(msg), nil
}

// CheckKey says what is wrong with a key that is to be believed, in the form of
// Signer.Public.
func CheckKey(key string) error {
	if _, err := note.NewVerifier(key); err != nil {
		return fmt.Errorf("%q is no verifier's key (%w); give one as onrecord init prints it, onrecord/…+…+…", key, err)
	}
	return nil
}

// OpenCheckpoint reads a signed checkpoint and checks that one of the keys, in the
// form of Signer.Public, signed it. The error wraps ErrUnsigned where none did.
// A note that no writer of ours would make (other bytes, the same meaning) is
// refused, so that no byte of it can be changed.
func OpenCheckpoint(msg string, keys []string) (Checkpoint, error) {
	var known []note.Verifier
	for _, k := range keys {
		v, err := note.NewVerifier(k)
		if err != nil {
			return Checkpoint{}, fmt.Errorf("the key %q: %w", k, err)
		}
		known = append(known, v)
	}
	n, err := note.Open([]byte(msg), note.VerifierList(known...))
	var unverified *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unverified):
		return Checkpoint{}, ErrUnsigned
	case err != nil:
		return Checkpoint{}, fmt.Errorf("it is no signed note: %w", err)
	case len(n.UnverifiedSigs) > 0:
		return Checkpoint{}, fmt.Errorf("it has a signature of somebody unknown, %s", n.UnverifiedSigs[0].Name)
	}
	c, err := parseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, err
	}
	return c, exact(msg, n, c.Origin)
}

// exact refuses a note that is not written as ours are: note.Open reads some
// variants too.
func exact(msg string, n *note.Note, origin string) error {
	want := n.Text + "\n"
	for _, s := range n.Sigs {
		if s.Name != origin {
			return fmt.Errorf("%s signed for %s", s.Name, origin)
		}
		if _, err := base64.StdEncoding.Strict().DecodeString(s.Base64); err != nil {
			return fmt.Errorf("its signature is not written as it should be: %w", err)
		}
		want += "— " + s.Name + " " + s.Base64 + "\n"
	}
	if msg != want {
		return errors.New("it is not written as a checkpoint should be")
	}
	return nil
}

// ReadHead reads a head that somebody kept, whose signature is not looked at: a
// checkpoint, or one line of its name, its size and its root.
func ReadHead(kept string) (Checkpoint, error) {
	if f := strings.Fields(kept); len(f) >= 3 && !strings.Contains(strings.TrimSpace(kept), "\n") {
		return parseCheckpoint(strings.Join(f[:3], "\n") + "\n")
	}
	text, _, ok := strings.Cut(strings.ReplaceAll(kept, "\r\n", "\n"), "\n\n")
	if !ok {
		return Checkpoint{}, errors.New("it is no checkpoint")
	}
	return parseCheckpoint(text + "\n")
}

// RootText is the root in base64.
func (c Checkpoint) RootText() string { return base64.StdEncoding.EncodeToString(c.Root[:]) }

func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return Checkpoint{}, errors.New("a checkpoint is three lines: origin, size, root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, fmt.Errorf("%q is no size", lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Checkpoint{}, fmt.Errorf("%q is no root", lines[2])
	}
	return Checkpoint{lines[0], size, tlog.Hash(root)}, nil
}

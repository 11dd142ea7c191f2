// Package document is what an archive's owner does to single documents: notes, and the
// erasure of words. Each is a leaf of the log, which is signed at once.
package document

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"onrecord/cmd/internal/config"
	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/sign"
	"onrecord/store"
	"onrecord/store/proof"
	"onrecord/store/sqlite"
)

// mostNote bounds a note, in bytes: it is kept for ever.
const mostNote = 16 << 10

// Note is what somebody puts on a document, and who.
type Note struct{ Text, By string }

// Check trims a note and says what is wrong with it.
func (n *Note) Check() error {
	n.Text, n.By = strings.TrimSpace(n.Text), strings.TrimSpace(n.By)
	switch {
	case n.Text == "":
		return exit.Usagef("the note is empty; say something")
	case !utf8.ValidString(n.Text + n.By), strings.ContainsRune(n.Text+n.By, 0):
		return exit.Usagef("the note is no text in UTF-8; nothing was noted")
	case len(n.Text) > mostNote || len(n.By) > 200:
		return exit.Usagef("the note is longer than %d kB; put the rest into a page and name its address", mostNote>>10)
	}
	return nil
}

// Annotate puts a note that was checked on a document, and gives its place in the log.
func Annotate(ctx context.Context, e config.Env, st *sqlite.DB, id store.DocumentID, n Note) (int64, error) {
	index, err := st.Append(ctx, store.AnnotationLeaf, id, func(i int64) ([]byte, error) {
		return proof.Encode(proof.Annotation{Head: proof.NewHead(store.AnnotationLeaf, i, e.Now()), Document: id, Text: n.Text, By: n.By})
	})
	if err != nil {
		return 0, err
	}
	return index, sign.Checkpoint(ctx, e, st, 0)
}

// CheckReason trims the reason for an erasure and says what is wrong with it.
func CheckReason(why string) (string, error) {
	if why = strings.TrimSpace(why); why == "" || len(why) > 2000 {
		return "", exit.Usagef("say why, in 2000 letters at most; the reason stays in the document's place")
	}
	return why, nil
}

// Forget erases a document's words for good, for a reason that was checked.
func Forget(ctx context.Context, e config.Env, st *sqlite.DB, id store.DocumentID, why string) (store.Erasure, error) {
	erased, err := st.Forget(ctx, id, why)
	if err != nil {
		return erased, fmt.Errorf("forget %s: %w", id, err)
	}
	return erased, sign.Checkpoint(ctx, e, st, 0)
}

package view

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"onrecord/store"
)

// slug is a page's name: what is harmless of an id, and a part of its hash. It
// depends on the id alone, so it never changes, and no outside text reaches the
// file system.
func slug(id string) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(id) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
			dash = false
		} else if !dash && b.Len() > 0 {
			b.WriteByte('-')
			dash = true
		}
		if b.Len() >= 60 {
			break
		}
	}
	sum := sha256.Sum256([]byte(id))
	return strings.Trim(b.String(), "-") + "-" + hex.EncodeToString(sum[:5])
}

// PagePath is a document's page within the report.
func PagePath(kind store.Kind, id store.DocumentID) string {
	if kind == store.Article {
		return "articles/" + slug(string(id)) + ".html"
	}
	return "posts/" + slug(string(id)) + ".html"
}

// AuthorPath is that of an author's page.
func AuthorPath(p store.Platform, a store.Author) string {
	return AccountPath(store.Account{Platform: p, Key: a.Key()})
}

// AccountPath is that of the page of an account.
func AccountPath(a store.Account) string { return "authors/" + accountSlug(a) + ".html" }

func accountSlug(a store.Account) string { return slug(string(a.Platform) + ":" + a.Key) }

// SourcePath is that of a source's page.
func SourcePath(id int64) string { return "sources/" + strconv.FormatInt(id, 10) + ".html" }

// RunPath is that of a run's page.
func RunPath(id int64) string { return "runs/" + strconv.FormatInt(id, 10) + ".html" }

// folderOf is where the pages of a kind of document lie.
func folderOf(k store.Kind) string {
	if k == store.Article {
		return "articles"
	}
	return "posts"
}

package words

import (
	"strings"

	"onrecord/store"
)

// Titled is a text behind what it calls itself, so that the two are told apart.
func Titled(title, text string) string {
	if strings.TrimSpace(title) == "" {
		return text
	}
	return "“" + title + "” " + text
}

// Headline is who, or what an article calls itself, and when; "" for no time.
func Headline(doc store.Document, when string) string {
	var parts []string
	if doc.Kind == store.Article && doc.Title != "" {
		parts = append(parts, "“"+Line(doc.Title, 100)+"”")
	}
	switch {
	case doc.Author.Handle != "" && strings.TrimSpace(doc.Author.Name) == "":
		parts = append(parts, "@"+Line(doc.Author.Handle, 40))
	case doc.Author.Handle != "":
		parts = append(parts, Line(doc.Author.Name, 60)+" (@"+Line(doc.Author.Handle, 40)+")")
	case doc.Publisher != "" && (doc.Kind == store.Article || doc.Author.Name == ""):
		parts = append(parts, Line(doc.Publisher, 60))
	case doc.Author.Name != "":
		parts = append(parts, Line(doc.Author.Name, 60))
	}
	if when != "" {
		parts = append(parts, when)
	}
	if len(parts) == 0 && doc.Kind == store.Post {
		return "author and time unknown"
	}
	return strings.Join(parts, ", ")
}

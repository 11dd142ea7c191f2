package wire

import (
	"fmt"

	"onrecord/cmd/internal/desk"
	"onrecord/cmd/internal/picture"
	"onrecord/store"
)

// Picture is what `lookup --image --json` answers. Fields are only ever added.
type Picture struct {
	Image   string              `json:"image,omitempty"`
	Finding desk.PictureFinding `json:"finding"`
	Read    PictureText         `json:"read"`
	// Misread are words that were set right before they were looked up, since they
	// differ from the post's as a machine's misreadings do.
	Misread       []store.Edit `json:"misread"`
	AuthorDiffers bool         `json:"author_differs"`
	DateDiffers   bool         `json:"date_differs"`
	// HandleUnsure says that the handle was read as another that looks like the post's.
	HandleUnsure bool `json:"handle_unsure"`
	// Part says that the picture shows some of the post's words only.
	Part bool `json:"part"`
	// Answer is that to the words; null where none were read.
	Answer  *Answer `json:"answer"`
	Current string  `json:"current,omitempty"`
}

// PictureText is what a machine read of a picture, which may be wrong.
type PictureText struct {
	Text   string   `json:"text"`
	Name   string   `json:"name,omitempty"`
	Handle string   `json:"handle,omitempty"`
	Date   string   `json:"date,omitempty"`
	Unsure []string `json:"unsure"`
	Engine string   `json:"engine"`
}

// PictureOf is the answer to a picture.
func PictureOf(name string, p desk.Pictured) Picture {
	j := Picture{
		Image: name, Finding: p.Finding, Misread: p.Misread, AuthorDiffers: p.AuthorDiffers, DateDiffers: p.DateDiffers, HandleUnsure: p.HandleUnsure, Part: p.Part,
		Current: p.Current,
		Read:    PictureText{p.Read.Text, p.Read.Name, p.Read.Handle, PictureDate(p.Read), p.Read.Unsure, p.Read.Engine},
	}
	if j.Misread == nil {
		j.Misread = []store.Edit{}
	}
	if j.Read.Unsure == nil {
		j.Read.Unsure = []string{}
	}
	if p.Finding == desk.Unreadable {
		return j
	}
	a := AnswerOf(nil, p.Quote.Text, p.Answer)
	j.Answer = &a
	return j
}

// PictureDate is the date that was read: 2026-03-02, --03-02 without its year (ISO 8601),
// "" for none.
func PictureDate(t picture.Text) string {
	switch {
	case t.Day == 0:
		return ""
	case t.Year == 0:
		return fmt.Sprintf("--%02d-%02d", t.Month, t.Day)
	}
	return fmt.Sprintf("%04d-%02d-%02d", t.Year, t.Month, t.Day)
}

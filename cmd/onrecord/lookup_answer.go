package main

import (
	"encoding/json"

	"onrecord/compare/link"
	"onrecord/store"
)

// answerJSON is the contract of `lookup --json`; fields are only ever added.
type answerJSON struct {
	ID         json.RawMessage `json:"id"`
	Quote      string          `json:"quote"`
	Lang       string          `json:"lang"`
	Verdict    store.Verdict   `json:"verdict"`
	Confidence float64         `json:"confidence"`
	Match      *matchJSON      `json:"match"`
	Candidates []candidateJSON `json:"candidates"`
	Error      string          `json:"error,omitempty"`
}

type matchJSON struct {
	Document store.DocumentID   `json:"document"`
	Platform store.Platform     `json:"platform"`
	Author   authorJSON         `json:"author"`
	URL      string             `json:"url"`
	PostedAt string             `json:"posted_at"`
	Lang     string             `json:"lang"`
	Version  int                `json:"version"`
	Versions int                `json:"versions"`
	Gone     *goneJSON          `json:"gone"`
	Text     string             `json:"text"`
	Via      string             `json:"via"`
	Span     [2]int             `json:"span"`
	Edits    []store.Edit       `json:"edits"`
	Warnings []string           `json:"warnings"`
	Severity store.Severity     `json:"severity"`
	Same     []store.DocumentID `json:"same,omitempty"`
}

type candidateJSON struct {
	Document   store.DocumentID `json:"document"`
	Version    int              `json:"version"`
	Confidence float64          `json:"confidence"`
	Verdict    store.Verdict    `json:"verdict"`
}

func answerOf(id json.RawMessage, quote string, ans link.Answer) answerJSON {
	j := answerJSON{
		ID: id, Quote: quote, Lang: ans.Lang, Verdict: ans.Verdict, Confidence: ans.Confidence,
		Candidates: []candidateJSON{},
	}
	for _, c := range ans.Candidates {
		j.Candidates = append(j.Candidates, candidateJSON{c.Document, c.VersionSeq, c.Confidence, c.Verdict})
	}
	if m := ans.Match; m != nil {
		j.Match = &matchJSON{
			Document: m.Document, Platform: m.Doc.Platform, Author: authorJSON{m.Doc.Author.Name, m.Doc.Author.Handle},
			URL: m.Doc.URL, PostedAt: m.Doc.PublishedAt.String(), Lang: m.Version.Lang,
			Version: m.VersionSeq, Versions: m.Doc.Versions, Gone: goneOf(m.Doc.Tombstone), Text: m.Version.Text,
			Via: m.Via, Span: m.Span, Edits: m.Edits, Warnings: m.Warnings, Severity: m.Severity(), Same: ans.Same,
		}
		if j.Match.Warnings == nil {
			j.Match.Warnings = []string{}
		}
	}
	return j
}

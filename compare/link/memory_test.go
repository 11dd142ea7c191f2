package link

import (
	"context"
	"fmt"
	"time"

	"onrecord/store"
)

// memory is a cross.Finder over posts in memory. The real index is tested in
// store/sqlite; these tests are about the matching.
type memory struct {
	docs     []store.Document
	versions []store.Version
	postings map[store.Term][]int64
}

func newMemory() *memory { return &memory{postings: map[store.Term][]int64{}} }

// add puts a post with its versions in; their numbers are counted from 1.
func (m *memory) add(d store.Document, texts ...string) {
	if d.ID == "" {
		d.ID = store.DocumentID(fmt.Sprintf("x:%d", len(m.docs)+1))
	}
	d.Kind, d.Versions = store.Post, len(texts)
	m.docs = append(m.docs, d)
	for i, text := range texts {
		v := store.Version{ID: int64(len(m.versions) + 1), Document: d.ID, Seq: i + 1, Content: store.Content{Text: text, Lang: d.Lang}}
		v.ValidFrom = d.PublishedAt.Time
		m.versions = append(m.versions, v)
		for _, t := range Terms(v) {
			m.postings[t] = append(m.postings[t], v.ID)
		}
	}
}

func (m *memory) Lists(_ context.Context, _ store.Space, terms []store.Term, most int) ([]store.List, int, error) {
	out := make([]store.List, len(terms))
	for i, t := range terms {
		if out[i].Count = len(m.postings[t]); out[i].Count <= most {
			out[i].Refs = m.postings[t]
		}
	}
	return out, len(m.versions), nil
}

func (m *memory) Candidates(_ context.Context, ids []int64) ([]store.Indexed, error) {
	var out []store.Indexed
	for _, id := range ids {
		v := m.versions[id-1]
		d, err := m.Document(context.Background(), v.Document)
		if err != nil {
			return nil, err
		}
		out = append(out, store.Indexed{Version: v, Document: d})
	}
	return out, nil
}

func (m *memory) Document(_ context.Context, id store.DocumentID) (store.Document, error) {
	for _, d := range m.docs {
		if d.ID == id {
			return d, nil
		}
	}
	return store.Document{}, store.ErrNotFound
}

func (m *memory) Versions(_ context.Context, id store.DocumentID) ([]store.Version, error) {
	var out []store.Version
	for _, v := range m.versions {
		if v.Document == id {
			out = append(out, v)
		}
	}
	return out, nil
}

// The index knows no other languages, and no speakers.

func (m *memory) RenditionsOf(context.Context, []int64) ([]store.Rendition, error) { return nil, nil }

func (m *memory) Pictured(context.Context, []int64) ([]store.Pictured, error) { return nil, nil }

func (m *memory) Speakers(context.Context) ([]store.Speaker, error) { return nil, nil }

func (m *memory) PostsOf(context.Context, string, time.Time, time.Time, int) ([]store.Indexed, error) {
	return nil, nil
}

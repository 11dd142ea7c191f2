package bluesky

import (
	"net/url"

	"onrecord/store"
)

// maxMedia bounds what is attached to one post: four images are allowed.
const maxMedia = 20

// media lists what the record attaches. Kinds and descriptions are the record's,
// so that every endpoint tells the same; addresses are the view's where there is one,
// else those of the blobs on the server that keeps them.
func (p post) media() []store.Media {
	written, shown := p.record.Embed, p.embed
	var out []store.Media
	for range 2 { // a recordWithMedia holds the media one level down
		if written == nil {
			break
		}
		out = append(out, p.attached(written, shown)...)
		written = written.Media
		if shown != nil {
			shown = shown.Media
		}
	}
	return out[:min(len(out), maxMedia)]
}

func (p post) attached(written, shown *wireEmbed) []store.Media {
	if shown == nil {
		shown = &wireEmbed{}
	}
	var out []store.Media
	for i, img := range written.Images[:min(len(written.Images), maxMedia)] {
		m := store.Media{Type: "image", URL: p.blob(img.Image), Alt: img.Alt, ID: img.Image.id()}
		if len(shown.Images) == len(written.Images) && webAddress(shown.Images[i].Fullsize) {
			m.URL = shown.Images[i].Fullsize
		}
		out = append(out, m)
	}
	if written.Video != nil {
		m := store.Media{Type: "video", URL: p.blob(written.Video), Alt: written.Alt, ID: written.Video.id()}
		if webAddress(shown.Playlist) {
			m.URL = shown.Playlist
		}
		out = append(out, m)
	}
	if c := written.External; c != nil && webAddress(c.URI) {
		out = append(out, store.Media{Type: "link", URL: c.URI, Alt: c.Title})
	}
	return out
}

// blob is where the server that keeps the record gives out a file.
// https://docs.bsky.app/docs/api/com-atproto-sync-get-blob
func (p post) blob(b *wireBlob) string {
	cid := b.id()
	if cid == "" || p.server == "" {
		return ""
	}
	return p.server + "/xrpc/com.atproto.sync.getBlob?" + url.Values{"did": {p.did}, "cid": {cid}}.Encode()
}

// id is the CID of a file, a hash of its bytes; "" for none.
func (b *wireBlob) id() string {
	if b == nil {
		return ""
	}
	cid := b.Ref.Link
	if cid == "" {
		cid = b.CID
	}
	if !cidSyntax.MatchString(cid) {
		return ""
	}
	return cid
}

// quoted is what the embed quotes: the post itself where it is shown, else only
// its address.
func (e *wireEmbed) quoted() *wireQuoted {
	if e == nil || e.Record == nil {
		return nil
	}
	if e.Record.URI == "" && e.Record.Record != nil {
		return e.Record.Record
	}
	return &e.Record.wireQuoted
}

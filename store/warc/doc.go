// Package warc writes captures as WARC 1.1 (ISO 28500:2017,
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/) and
// reads WARC 1.0 and 1.1; it packs them as WACZ 1.1.1
// (https://specs.webrecorder.net/wacz/1.1.1/) and unpacks that.
//
// What a response record holds is what the archive knows: the status, the header
// fields sorted by name, and the body as it was received, Content-Encoding and all.
// Three things are not known and are written so that readers can go on: the status
// line says HTTP/1.1 without a reason phrase of its own, since neither is kept; the
// Transfer-Encoding was undone on the way in, so no such field is there; and where
// only the decoded body was kept, the fields that no longer describe it are named
// X-Archive-Orig-…. A metadata record beside each capture says the rest.
//
// The reader is our own since those at hand take lines, fields and lengths of any
// size, or decode what they read; this one is bounded and gives records as they are.
package warc

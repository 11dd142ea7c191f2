// Package bundle makes and checks bundles: captures with all that proves them, in one
// file that needs neither the archive nor a network. A bundle is a WACZ 1.1.1
// (https://specs.webrecorder.net/wacz/1.1.1/), so that it can be looked at too, with
// these entries more:
//
//	evidence/README.txt       what this is, and how to check it by hand
//	evidence/policy.json      the log's name and the keys that sign it
//	evidence/leaves.jsonl     the log's leaves, byte for byte, one a line
//	evidence/documents.jsonl  the documents, with the words of their versions
//	evidence/blobs/SHA256     the bytes that the captures brought
//	evidence/contents.json    the sum of each entry before it
//	evidence/seal/export.json       the leaf that names the sum of contents.json
//	evidence/seal/checkpoint        a signed head of the log over all these leaves
//	evidence/seal/proofs.jsonl      for each leaf, why it is under the checkpoint
//	evidence/seal/checkpoints.jsonl earlier checkpoints, and why they lead to it
//	evidence/seal/timestamps.jsonl  time stamps of those checkpoints
//
// So every entry is signed for: the seal by itself, the rest by its sum in
// contents.json, whose sum is in a leaf under the checkpoint.
package bundle

import "encoding/json"

// The names of the entries.
const (
	readmeName      = "evidence/README.txt"
	policyName      = "evidence/policy.json"
	leavesName      = "evidence/leaves.jsonl"
	documentsName   = "evidence/documents.jsonl"
	blobsPrefix     = "evidence/blobs/"
	contentsName    = "evidence/contents.json"
	sealPrefix      = "evidence/seal/"
	exportName      = sealPrefix + "export.json"
	checkpointName  = sealPrefix + "checkpoint"
	proofsName      = sealPrefix + "proofs.jsonl"
	checkpointsName = sealPrefix + "checkpoints.jsonl"
	stampsName      = sealPrefix + "timestamps.jsonl"
	stampsPrefix    = sealPrefix + "timestamps/"
	packageName     = "datapackage.json"
	digestName      = "datapackage-digest.json"
)

// policy says by whom a bundle is signed.
type policy struct {
	Onrecord int    `json:"onrecord"`
	Origin   string `json:"origin"`
	// Keys are the verifiers' keys, the one in use last.
	Keys     []string `json:"keys"`
	Software string   `json:"software"`
	Created  string   `json:"created"`
	// Proves and DoesNot say in plain words what it is worth.
	Proves  string `json:"proves"`
	DoesNot string `json:"does_not_prove"`
	// Package is the SHA-256 of the datapackage without its resources, as proof.Encode
	// writes it: no sum in here could be that of the whole. Earlier bundles have none.
	Package string `json:"package,omitempty"`
	// Stamps are the SHA-256 of the time stamps that are in here: none is taken out.
	Stamps []string `json:"stamps,omitempty"`
	// Seal is the SHA-256 of what is known of the seal by now: a line for each earlier
	// checkpoint with its size and the SHA-256 of its note, and one for each time stamp with
	// its checkpoint's size, its SHA-256 and whom the archive asked, in their order.
	// sealCheckpoint and sealStamp write those lines.
	Seal string `json:"seal,omitempty"`
}

// content is a line of the table of contents.
type content struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// inclusion says why a leaf is under a checkpoint: the hashes beside its way to the root,
// lowest first, in base64 (RFC 6962 §2.1.1).
type inclusion struct {
	Index int64    `json:"index"`
	Proof []string `json:"proof"`
}

// earlier is a checkpoint of before, and why it leads to the bundle's (RFC 6962
// §2.1.2).
type earlier struct {
	Size  int64    `json:"size"`
	Note  string   `json:"note"`
	Proof []string `json:"proof"`
}

// stamped is a time stamp of the checkpoint of a size.
type stamped struct {
	Size      int64  `json:"size"`
	Authority string `json:"authority"`
	Time      string `json:"time"`
	File      string `json:"file"`
}

// document is one with its words.
type document struct {
	Document  string   `json:"document"`
	Names     []string `json:"names"`
	Kind      string   `json:"kind"`
	URL       string   `json:"url,omitempty"`
	Author    string   `json:"author,omitempty"`
	Handle    string   `json:"handle,omitempty"`
	Published string   `json:"published,omitempty"`
	Gone      string   `json:"gone,omitempty"`
	Forgotten bool     `json:"forgotten,omitempty"`
	// State is the document's proof.Rows, whose SHA-256 is on record; bundles of before
	// states were kept have none.
	State    json.RawMessage `json:"state,omitempty"`
	Versions []version       `json:"versions"`
}

// version has the words that its hash is of: SHA-256 of
// {"Title":…,"Text":…,"Media":[{"T":…,"A":…,"I":…}]} as encoding/json
// writes it; "I" is left out of a medium without an id.
type version struct {
	Seq       int      `json:"seq"`
	Capture   int64    `json:"capture"`
	SHA256    string   `json:"sha256"`
	Title     string   `json:"title"`
	Text      string   `json:"text"`
	Media     []medium `json:"media,omitempty"`
	Lang      string   `json:"lang,omitempty"`
	FirstSeen string   `json:"first_seen"`
	LastSeen  string   `json:"last_seen"`
	// Quotes are those of an article's version, nil where it has none.
	Quotes *quotes `json:"quotes,omitempty"`
}

type medium struct {
	Type string `json:"type"`
	Alt  string `json:"alt"`
	// ID is the platform's own of it, where it has one.
	ID string `json:"id,omitempty"`
}

const readmeText = `This file is a bundle of evidence. It was made by onrecord, a program that keeps what
public figures post.

To look at it      open the file in https://replayweb.page or another WACZ reader.
To check it        onrecord verify FILE          (needs no network and no archive)

What it holds: evidence/leaves.jsonl has one record a line for each fetch of a page or
post, as it was made: what was asked, when, what came back, the SHA-256 of the bytes.
The bytes are in evidence/blobs under that sum. evidence/documents.jsonl has the words
that were read from them, and as "state" all that the archive shows of each document besides:
names, author, times, deletions. Its SHA-256 is in the last record of the document, under
"states". What a version of an article quotes is there as "quotes": its "rows", whose SHA-256
is in the last record of them, under "links". Their numbers (start, stop, parts) count the
characters of the article's text, from 0; "post" is a version by the archive's own number,
and "of" says which words of which document each number stands for.

By hand: the hash of a record is SHA-256 of a zero byte and the line without its end.
With the hashes beside it in evidence/seal/proofs.jsonl it leads to the root in
evidence/seal/checkpoint (RFC 6962), which an Ed25519 key signed (C2SP signed note); the
key is in evidence/policy.json. Ask the archive's keeper for the key by another way, and
compare. If you kept a checkpoint of this archive from an earlier day, it must be among
those in evidence/seal/checkpoints.jsonl: then nothing before it was changed since.

What it proves: that the archive held these records when the checkpoint was signed, and,
where an authority stamped a checkpoint, at the latest at the time of the stamp; that
nothing in here was changed since; that the article has the words of each quote where it
says. What it does not prove: that the site served the same to anybody else, or that the
archive's keeper did not make the records up before. Who is named as the speaker of a
quote, to which post it leads, the verdict, the confidence and the warnings are what the
archive found by itself, and claims: compare the words, they are both in here where the
post is.
`

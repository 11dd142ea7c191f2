// Package store holds onrecord's vocabulary and the contract of its archive.
//
// It imports only the standard library. A database lives in a folder of its
// own below (sqlite) and passes the one suite in storetest.
//
// The words are those of the field, one a thing: a source is watched, a capture
// is one fetch and what came back, a document (post or article) has versions,
// a tombstone says that it is gone, a quote is a span of an article's version,
// a link leads from a quote to the version of a post that it quotes.
package store

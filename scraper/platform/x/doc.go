// Package x reads X, formerly Twitter: single posts through the public
// syndication endpoint and oEmbed, accounts through x.com's own pages or, where
// the user allows it, through a third party (FxEmbed). Nothing needs a login.
//
// Parse recognises an answer by its shape and not by where it came from, so the
// same code reads what the official API v1.1 and v2, X's web client (GraphQL),
// relays (FxEmbed, vxTwitter, Nitter, RSSHub), old twitter.com pages and a
// downloaded account archive contain.
//
// Each edit of a post has its own id and is a version of one post; the first id
// names the document. X keeps a tombstone for sensitive and age-restricted posts
// too, so a tombstone alone never says "deleted" unless its words do.
package x

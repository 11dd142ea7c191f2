// Package record holds the rules by which an archive takes in what captures say: which
// document an observation is about, which version it shows, what of it counts, whether
// a document is gone. They are pure: from what is known of the documents concerned and
// what a capture says they make a Plan, which a database carries out.
//
//	said := record.Clean(c, seen, now)
//	known := the documents that record.Names(c, said) lead to, with their versions and tombstones
//	the Sights of the versions record.Within(known, c, said)
//	plan, err := record.Take(known, c, said, confirmAfter)
package record

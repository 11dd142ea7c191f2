package store

// DocumentView is all that a document's own pages show of the archive, read at one moment.
type DocumentView struct {
	Document
	// Versions are by Seq.
	Versions []Version
	// Captures are those that the latest versions come from, without their bytes, and
	// Leaves their indexes in the log; both by the capture's number.
	Captures map[int64]Capture
	Leaves   map[int64]int64
	// Renditions are those of the latest versions.
	Renditions []Rendition
	// Links are, of a post, those to any of its versions, the earliest article first;
	// of an article the quotes of its current version, by Seq.
	Links []Link
	// Own and Others are its Relations.
	Own, Others []Relation
	// Related are the documents that Links and relations name, under the names that
	// they use, where the archive has them.
	Related map[DocumentID]Document
	// Texts are those of the versions that an article's quotes stand on.
	Texts  map[int64]string
	Media  []Medium
	Notes  []Note
	Events []Event
}

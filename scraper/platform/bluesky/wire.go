package bluesky

// wireAnswer is any of the answers; which one it is, the fields that are there
// say.
type wireAnswer struct {
	// Error and Message are of every failed request. https://atproto.com/specs/xrpc
	Error   string `json:"error"`
	Message string `json:"message"`

	Thread  *wireThread `json:"thread"`
	Feed    []wireItem  `json:"feed"`
	Posts   []wireView  `json:"posts"`
	Records []wireView  `json:"records"`
	Cursor  string      `json:"cursor"`

	// One record of a repository.
	wireView

	// A handle's DID, or a DID's document, which some answers wrap.
	DID    string   `json:"did"`
	ID     string   `json:"id"`
	DIDDoc *wireDID `json:"didDoc"`
	Known  []string `json:"alsoKnownAs"`
	wireServices
}

type wireDID struct {
	ID    string   `json:"id"`
	Known []string `json:"alsoKnownAs"`
	wireServices
}

type wireServices struct {
	Services []wireService `json:"service"`
}

type wireService struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Endpoint string `json:"serviceEndpoint"`
}

// wireThread is a threadViewPost, a notFoundPost or a blockedPost.
type wireThread struct {
	Type     string        `json:"$type"`
	URI      string        `json:"uri"`
	NotFound bool          `json:"notFound"`
	Blocked  bool          `json:"blocked"`
	Post     *wireView     `json:"post"`
	Parent   *wireThread   `json:"parent"`
	Replies  []*wireThread `json:"replies"`
}

// wireItem is one line of an account's feed.
type wireItem struct {
	Post   *wireView `json:"post"`
	Reason *struct {
		Type string `json:"$type"`
	} `json:"reason"`
	Reply *struct {
		Root   *wireView `json:"root"`
		Parent *wireView `json:"parent"`
	} `json:"reply"`
}

// wireView is a post as the AppView shows it (record), as it is quoted or as a
// repository keeps it (value).
type wireView struct {
	Type      string      `json:"$type"`
	URI       string      `json:"uri"`
	CID       string      `json:"cid"`
	Author    *wireAuthor `json:"author"`
	Record    *wireRecord `json:"record"`
	Value     *wireRecord `json:"value"`
	Embed     *wireEmbed  `json:"embed"`
	Embeds    []wireEmbed `json:"embeds"`
	IndexedAt string      `json:"indexedAt"`
	Labels    []wireLabel `json:"labels"`
}

type wireAuthor struct {
	DID         string      `json:"did"`
	Handle      string      `json:"handle"`
	DisplayName string      `json:"displayName"`
	Labels      []wireLabel `json:"labels"`
}

type wireLabel struct {
	Source string `json:"src"`
	Value  string `json:"val"`
	Undone bool   `json:"neg"`
}

// wireRecord is what the author signed.
type wireRecord struct {
	Type      string      `json:"$type"`
	Text      *string     `json:"text"`
	CreatedAt string      `json:"createdAt"`
	Langs     []string    `json:"langs"`
	Facets    []wireFacet `json:"facets"`
	Embed     *wireEmbed  `json:"embed"`
	Reply     *struct {
		Parent wireRef `json:"parent"`
	} `json:"reply"`
}

type wireRef struct {
	URI string `json:"uri"`
}

type wireFacet struct {
	Index struct {
		Start *int `json:"byteStart"`
		End   *int `json:"byteEnd"`
	} `json:"index"`
	Features []struct {
		Type string `json:"$type"`
		URI  string `json:"uri"`
	} `json:"features"`
}

// wireEmbed is an embed as it was written, or as the AppView shows it.
type wireEmbed struct {
	Type     string       `json:"$type"`
	Images   []wireImage  `json:"images"`
	Video    *wireBlob    `json:"video"`
	Alt      string       `json:"alt"`
	Playlist string       `json:"playlist"`
	External *wireCard    `json:"external"`
	Media    *wireEmbed   `json:"media"`
	Record   *wireWrapped `json:"record"`
}

// wireWrapped is a quoted post, or what a recordWithMedia wraps one in.
type wireWrapped struct {
	wireQuoted
	Record *wireQuoted `json:"record"`
}

// wireQuoted is a quoted post: a reference where it was written.
type wireQuoted struct {
	Type      string      `json:"$type"`
	URI       string      `json:"uri"`
	CID       string      `json:"cid"`
	Author    *wireAuthor `json:"author"`
	Value     *wireRecord `json:"value"`
	Embeds    []wireEmbed `json:"embeds"`
	IndexedAt string      `json:"indexedAt"`
	Labels    []wireLabel `json:"labels"`
}

type wireImage struct {
	Alt      string    `json:"alt"`
	Fullsize string    `json:"fullsize"`
	Image    *wireBlob `json:"image"`
}

type wireBlob struct {
	Ref struct {
		Link string `json:"$link"`
	} `json:"ref"`
	// CID is how the first posts named their blobs.
	CID string `json:"cid"`
}

type wireCard struct {
	URI   string `json:"uri"`
	Title string `json:"title"`
}

package youtube

// player is what YouTube gives its player about a video: in a video's page as
// ytInitialPlayerResponse, and as the answer of /youtubei/v1/player. Read are
// only the fields that matter here. It is not documented; see
// https://github.com/iv-org/invidious and https://github.com/yt-dlp/yt-dlp
type player struct {
	PlayabilityStatus *playability `json:"playabilityStatus"`
	VideoDetails      struct {
		VideoID          string `json:"videoId"`
		Title            string `json:"title"`
		ShortDescription string `json:"shortDescription"`
		Author           string `json:"author"`
		ChannelID        string `json:"channelId"`
	} `json:"videoDetails"`
	Microformat struct {
		Renderer struct {
			PublishDate string `json:"publishDate"`
			UploadDate  string `json:"uploadDate"`
		} `json:"playerMicroformatRenderer"`
	} `json:"microformat"`
	// Error is set in an answer that failed.
	Error *struct {
		Message string `json:"message"`
	} `json:"error"`
	oembed
}

// playability says whether the video can be played, and why not.
type playability struct {
	Status      string `json:"status"`
	Reason      string `json:"reason"`
	ErrorScreen struct {
		Message struct {
			Subreason text `json:"subreason"`
		} `json:"playerErrorMessageRenderer"`
	} `json:"errorScreen"`
}

// text is how YouTube writes words: at once, or in runs.
type text struct {
	SimpleText string `json:"simpleText"`
	Runs       []struct {
		Text string `json:"text"`
	} `json:"runs"`
}

func (t text) String() string {
	s := t.SimpleText
	for _, r := range t.Runs {
		s += r.Text
	}
	return s
}

// oembed is the answer of /oembed. https://oembed.com
type oembed struct {
	Type       string `json:"type"`
	Title      string `json:"title"`
	AuthorName string `json:"author_name"`
	AuthorURL  string `json:"author_url"`
	HTML       string `json:"html"`
}

package youtube

import (
	"testing"

	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// TestContract holds the adapter to what every adapter promises, on every
// recorded answer.
func TestContract(t *testing.T) {
	scrapertest.Run(t, New(Endpoints{}), scrapertest.Cases(recorded(t)))
}

const someChannel = "UCaaaaaaaaaaaaaaaaaaaa_1"

func TestAddresses(t *testing.T) {
	scrapertest.Addresses(t, New(Endpoints{Web: scrapertest.Web}), "https://www.youtube.com/watch?v=ID", map[string]scrapertest.Address{
		"https://www.youtube.com/watch?v=AAAAAAAAAA1&t=3s":                       scrapertest.To("youtube:AAAAAAAAAA1", store.SourcePost, "/watch?v=AAAAAAAAAA1"),
		"https://gaming.youtube.com/watch?v=AAAAAAAAAA1":                         scrapertest.To("youtube:AAAAAAAAAA1", store.SourcePost, "/watch?v=AAAAAAAAAA1"),
		"https://youtu.be/AAAAAAAAAA1?si=x":                                      scrapertest.To("youtube:AAAAAAAAAA1", store.SourcePost, "/watch?v=AAAAAAAAAA1"),
		"https://m.youtube.com/shorts/AAAAAAAAAA1":                               scrapertest.To("youtube:AAAAAAAAAA1", store.SourcePost, "/watch?v=AAAAAAAAAA1"),
		"https://youtube.com/live/AAAAAAAAAA1":                                   scrapertest.To("youtube:AAAAAAAAAA1", store.SourcePost, "/watch?v=AAAAAAAAAA1"),
		"https://www.youtube-nocookie.com/embed/AAAAAAAAAA1":                     scrapertest.To("youtube:AAAAAAAAAA1", store.SourcePost, "/watch?v=AAAAAAAAAA1"),
		"https://www.youtube.com/channel/" + someChannel + "/videos":             scrapertest.To("", store.SourceAccount, "/feeds/videos.xml?channel_id="+someChannel),
		"https://www.youtube.com/feeds/videos.xml?channel_id=" + someChannel:     scrapertest.To("", store.SourceAccount, "/feeds/videos.xml?channel_id="+someChannel),
		"https://www.youtube.com/@some.one/videos":                               scrapertest.To("", store.SourceAccount, "/@some.one"),
		"https://www.youtube.com/@%C3%A9t%C3%A9":                                 scrapertest.To("", store.SourceAccount, "/@%C3%A9t%C3%A9"),
		"https://www.youtube.com/user/someone":                                   scrapertest.To("", store.SourceAccount, "/user/someone"),
		"https://www.youtube.com/watch?v=short":                                  scrapertest.Refused,
		"https://www.youtube.com/playlist?list=PLaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": scrapertest.Refused,
		"https://www.youtube.com/":                                               scrapertest.Refused,
		"https://www.youtube.com/@../../x":                                       scrapertest.Refused,
		"https://www.youtube.com/channel/UCshort":                                scrapertest.Refused,
	})
}

func TestHostsOfOthersAreNotTaken(t *testing.T) {
	scrapertest.Foreign(t, New(Endpoints{}), "https://notyoutube.com/watch?v=AAAAAAAAAA1", "https://youtube.com.example.org/watch?v=AAAAAAAAAA1", "ftp://youtu.be/AAAAAAAAAA1")
}

func TestAVideosPageIsAskedWithOEmbedBehindIt(t *testing.T) {
	got := New(Endpoints{}).Start(store.Source{URL: "https://youtu.be/AAAAAAAAAA1"})
	if len(got) != 1 || got[0].Endpoint != "watch" || got[0].API || got[0].Document != "youtube:AAAAAAAAAA1" || len(got[0].IfFailed) != 1 {
		t.Fatalf("%+v", got)
	}
	o := got[0].IfFailed[0]
	want := "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DAAAAAAAAAA1"
	if o.URL != want || o.Endpoint != "oembed" || !o.API || o.Document != got[0].Document {
		t.Errorf("%+v", o)
	}
}

func TestAChannelsPageLeadsToItsFeed(t *testing.T) {
	a := New(Endpoints{Web: "http://127.0.0.1:1"})
	for _, head := range []string{
		`<link rel="canonical" href="https://www.youtube.com/channel/` + someChannel + `">`,
		`<meta itemprop="identifier" content="` + someChannel + `">`,
		`<meta itemprop="channelId" content="` + someChannel + `">`,
	} {
		got, err := a.Parse(page(endpointChannel, "https://www.youtube.com/@some.one", `<html><meta property="og:title" content="Some One">`+head))
		if err != nil || got.Title != "Some One" || len(got.Next) != 1 {
			t.Fatalf("%s: %+v %v", head, got, err)
		}
		if r := got.Next[0]; r.URL != "http://127.0.0.1:1/feeds/videos.xml?channel_id="+someChannel || r.Endpoint != "feed" || r.Platform != Platform {
			t.Errorf("%+v", r)
		}
	}
	if got, err := a.Parse(page(endpointChannel, "https://www.youtube.com/@some.one", `<html><link rel="canonical" href="https://evil.example/channel/`+someChannel+`">`)); err == nil {
		t.Errorf("a foreign address is believed: %+v", got)
	}
}

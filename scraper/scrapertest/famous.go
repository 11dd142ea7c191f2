package scrapertest

import (
	"encoding/json"
	"fmt"
	"strings"

	"onrecord/store"
)

// Marshal is a value as JSON.
func Marshal(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Object is one of JSON.
type Object = map[string]any

// Status is a post as the API of Mastodon gives it.
func Status(host, id, name, text string, more Object) Object {
	o := Object{
		"id": id, "uri": "https://" + host + "/users/" + name + "/statuses/" + id, "url": "https://" + host + "/@" + name + "/" + id,
		"created_at": "2025-11-11T12:00:00.000Z", "visibility": "public", "content": "<p>" + text + "</p>", "language": "en",
		"account": Object{"id": "1", "username": name, "acct": name, "display_name": name, "url": "https://" + host + "/@" + name, "uri": "https://" + host + "/users/" + name},
	}
	for k, v := range more {
		o[k] = v
	}
	return o
}

// The famous post of Mastodon.
const (
	RealID  = "115533000000000001"
	RealDoc = store.DocumentID("mastodon:social.example/" + RealID)
)

// Accounts of Bluesky, and the key of a post.
const (
	FamousDID = "did:plc:famousfamousfamousfamous"
	EvilDID   = "did:plc:evilevilevilevilevilevil"
	RKey      = "3lxyz2222222k"
)

// Record is a post as a repository of Bluesky gives it.
func Record(did, text string, more Object) Object {
	v := Object{"$type": "app.bsky.feed.post", "text": text, "createdAt": "2025-11-11T12:00:00.000Z"}
	for k, x := range more {
		v[k] = x
	}
	return Object{"uri": "at://" + did + "/app.bsky.feed.post/" + RKey, "cid": "bafyreia" + fmt.Sprint(len(text)), "value": v}
}

// View is a post as the AppView gives it.
func View(did, handle, text string, more Object) Object {
	r := Record(did, text, nil)
	o := Object{"uri": r["uri"], "cid": r["cid"], "record": r["value"], "indexedAt": "2025-11-11T12:00:01.000Z", "author": Object{"did": did, "handle": handle, "displayName": handle}}
	for k, v := range more {
		o[k] = v
	}
	return o
}

// Letter is a page of the web with words of its own and what is put into its head.
func Letter(words, head string) string {
	return `<html lang="en"><head><title>` + words[:5] + `</title>` + head + `</head><body><article><h1>A letter</h1><p>` + words + `</p><p>` + strings.ToLower(words) + ` It goes on for a while, so that there is something to read.</p></article></body></html>`
}

// CanonicalLink is what a page names as its address.
func CanonicalLink(u string) string { return `<link rel="canonical" href="` + u + `">` }

// Famous is a famous post of a platform: where it stands, who answers for it, and how
// anybody would answer who gives it the words text.
type Famous struct {
	Platform store.Platform
	// Address is the post's; Other one of the same platform.
	Address, Other string
	// OtherID is in each request that asks for the other one.
	OtherID string
	Doc     store.DocumentID
	// Homes are the hosts that answer for it.
	Homes []string
	// Names is in all ids and names that only the home gives.
	Names  string
	Answer func(text string) string
}

// Posts are a famous post of each platform.
func Posts() []Famous {
	tweet := func(text string) string {
		return Marshal(Object{"__typename": "Tweet", "id_str": "1988393441999593891", "text": text, "lang": "en", "created_at": "2025-11-11T23:48:33.000Z", "display_text_range": []int{0, len(text)},
			"entities": Object{"urls": []any{}}, "user": Object{"id_str": "12", "name": "Famous", "screen_name": "famous"}})
	}
	message := func(text string) string {
		return `<html><body><div class="tgme_widget_message" data-post="famous/7"><a class="tgme_widget_message_owner_name" href="https://t.me/famous">Famous</a>
<div class="tgme_widget_message_text">` + text + `</div><a class="tgme_widget_message_date" href="https://t.me/famous/7"><time datetime="2025-11-11T12:00:00+00:00"></time></a></div></body></html>`
	}
	entry := func(text string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><author><name>/u/famous</name></author>
<content type="html">&lt;!-- SC_OFF --&gt;&lt;div class="md"&gt;&lt;p&gt;` + text + `&lt;/p&gt;&lt;/div&gt;&lt;!-- SC_ON --&gt;</content><id>t3_famous</id><link href="https://www.reddit.com/r/test/comments/famous/t/"/>
<updated>2025-11-11T12:00:00+00:00</updated><published>2025-11-11T12:00:00+00:00</published><title>A title</title></entry></feed>`
	}
	video := func(text string) string {
		return `<html><body><script>var ytInitialPlayerResponse = ` + Marshal(Object{"playabilityStatus": Object{"status": "OK"}, "videoDetails": Object{
			"videoId": "FamousVideo", "title": "A title", "shortDescription": text, "author": "Famous", "channelId": "UCfamousfamousfamousfamo"}}) + `;</script></body></html>`
	}
	truthSocial := func(text string) string {
		return Marshal(Object{"id": "116193527873859174", "created_at": "2026-03-08T12:22:12.252Z", "visibility": "public", "content": "<p>" + text + "</p>", "account": Object{"id": "107", "username": "famous", "acct": "famous", "display_name": "Famous"}})
	}
	thread := func(text string) string {
		return Marshal(Object{"thread": Object{"$type": "app.bsky.feed.defs#threadViewPost", "post": View(FamousDID, "famous.example", text, nil)}})
	}
	return []Famous{
		{"x", "https://x.com/famous/status/1988393441999593891", "https://x.com/other/status/1988393441999593555", "1988393441999593555", "x:1988393441999593891",
			[]string{"cdn.syndication.twimg.com", "publish.x.com", "x.com"}, "x:", tweet},
		{"telegram", "https://t.me/famous/7", "https://t.me/other_channel/9", "other_channel", "telegram:famous/7", []string{"t.me"}, "telegram:", message},
		{"reddit", "https://www.reddit.com/comments/famous/", "https://www.reddit.com/comments/other/", "other", "reddit:t3_famous", []string{"www.reddit.com"}, "reddit:", entry},
		{"youtube", "https://www.youtube.com/watch?v=FamousVideo", "https://www.youtube.com/watch?v=OtherVideo1", "OtherVideo1", "youtube:FamousVideo", []string{"www.youtube.com"}, "youtube:", video},
		{"truthsocial", "https://truthsocial.com/@famous/116193527873859174", "https://truthsocial.com/@other/116193527873859555", "116193527873859555", "truthsocial:116193527873859174",
			[]string{"truthsocial.com"}, "truthsocial:", truthSocial},
		{"mastodon", "https://social.example/@famous/" + RealID, "https://social.example/@other/115533000000000555", "115533000000000555", RealDoc, []string{"social.example"}, "social.example",
			func(text string) string { return Marshal(Status("social.example", RealID, "famous", text, nil)) }},
		{"bluesky", "https://bsky.app/profile/" + FamousDID + "/post/" + RKey, "https://bsky.app/profile/did:plc:otherotherotherotherothe/post/" + RKey, "otherother", store.DocumentID("bluesky:" + FamousDID + "/" + RKey),
			[]string{"public.api.bsky.app"}, "bluesky:", thread},
		{"web", "https://paper.example/letter", "https://paper.example/other", "other", "web:https://paper.example/letter", []string{"paper.example"}, "web:https://paper.example/",
			func(text string) string {
				return Letter(text, CanonicalLink("https://paper.example/letter")+`<meta property="og:url" content="https://paper.example/letter">`)
			}},
	}
}

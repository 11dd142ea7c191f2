package scraper_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/idna"

	"onrecord/scraper/platform"
	"onrecord/store"
)

// besieged is a famous post of a platform: where it stands, who answers for it, and how
// anybody would answer who gives it the words text.
type besieged struct {
	platform store.Platform
	// address is the post's; other one of the same platform that leads out of it.
	address, other string
	// otherID is in each request that asks for the other one.
	otherID string
	doc     store.DocumentID
	homes   []string
	// famous is in all ids and names that only the home gives.
	famous string
	answer func(text string) string
}

func (b besieged) serve(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body := b.answer(text)
		if strings.HasPrefix(body, "<html") {
			w.Header().Set("Content-Type", "text/html")
		}
		fmt.Fprint(w, body)
	}
}

// posts are a famous post of each platform.
func posts() []besieged {
	tweet := func(text string) string {
		return marshal(obj{"__typename": "Tweet", "id_str": "1988393441999593891", "text": text, "lang": "en", "created_at": "2025-11-11T23:48:33.000Z", "display_text_range": []int{0, len(text)},
			"entities": obj{"urls": []any{}}, "user": obj{"id_str": "12", "name": "Famous", "screen_name": "famous"}})
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
		return `<html><body><script>var ytInitialPlayerResponse = ` + marshal(obj{"playabilityStatus": obj{"status": "OK"}, "videoDetails": obj{
			"videoId": "FamousVideo", "title": "A title", "shortDescription": text, "author": "Famous", "channelId": "UCfamousfamousfamousfamo"}}) + `;</script></body></html>`
	}
	truthSocial := func(text string) string {
		return marshal(obj{"id": "116193527873859174", "created_at": "2026-03-08T12:22:12.252Z", "visibility": "public", "content": "<p>" + text + "</p>", "account": obj{"id": "107", "username": "famous", "acct": "famous", "display_name": "Famous"}})
	}
	thread := func(text string) string {
		return marshal(obj{"thread": obj{"$type": "app.bsky.feed.defs#threadViewPost", "post": view(famousDID, "famous.example", text, nil)}})
	}
	return []besieged{
		{"x", "https://x.com/famous/status/1988393441999593891", "https://x.com/other/status/1988393441999593555", "1988393441999593555", "x:1988393441999593891",
			[]string{"cdn.syndication.twimg.com", "publish.x.com", "x.com"}, "x:", tweet},
		{"telegram", "https://t.me/famous/7", "https://t.me/other_channel/9", "other_channel", "telegram:famous/7", []string{"t.me"}, "telegram:", message},
		{"reddit", "https://www.reddit.com/comments/famous/", "https://www.reddit.com/comments/other/", "other", "reddit:t3_famous", []string{"www.reddit.com"}, "reddit:", entry},
		{"youtube", "https://www.youtube.com/watch?v=FamousVideo", "https://www.youtube.com/watch?v=OtherVideo1", "OtherVideo1", "youtube:FamousVideo", []string{"www.youtube.com"}, "youtube:", video},
		{"truthsocial", "https://truthsocial.com/@famous/116193527873859174", "https://truthsocial.com/@other/116193527873859555", "116193527873859555", "truthsocial:116193527873859174",
			[]string{"truthsocial.com"}, "truthsocial:", truthSocial},
		{"mastodon", "https://social.example/@famous/" + realID, "https://social.example/@other/115533000000000555", "115533000000000555", realDoc, []string{"social.example"}, "social.example",
			func(text string) string { return marshal(status("social.example", realID, "famous", text, nil)) }},
		{"bluesky", "https://bsky.app/profile/" + famousDID + "/post/" + rkey, "https://bsky.app/profile/did:plc:otherotherotherotherothe/post/" + rkey, "otherother", store.DocumentID("bluesky:" + famousDID + "/" + rkey),
			[]string{"public.api.bsky.app"}, "bluesky:", thread},
		{"web", "https://paper.example/letter", "https://paper.example/other", "other", "web:https://paper.example/letter", []string{"paper.example"}, "web:https://paper.example/",
			func(text string) string {
				return letter(text, canonicalLink("https://paper.example/letter")+`<meta property="og:url" content="https://paper.example/letter">`)
			}},
	}
}

// lookalike is a host with a Cyrillic letter in place of a Latin one, alike as it is asked for.
func lookalike(host string) string {
	if strings.Contains(host, "e") {
		return strings.Replace(host, "e", "е", 1)
	}
	return strings.Replace(host, "o", "о", 1)
}

func alike(host string) string {
	ascii, err := idna.ToASCII(lookalike(host))
	if err != nil {
		panic(err)
	}
	return ascii
}

// TestFault66NobodyElseSpeaksForAPost: of no platform does another host give a post words, an end
// or a name, whether it is called like the home, stands between us and it, is where the
// home leads, or is watched as a source of the platform.
func TestFault66NobodyElseSpeaksForAPost(t *testing.T) {
	for _, p := range posts() {
		at, err := url.Parse(p.address)
		if err != nil {
			t.Fatal(err)
		}
		out := func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://evil.example"+r.URL.RequestURI(), http.StatusMovedPermanently)
		}
		for name, way := range map[string]func(*siege) []string{
			"a name that begins alike": func(s *siege) []string {
				s.web[at.Host+".evil.example"] = p.serve(lie)
				return []string{"https://" + at.Host + ".evil.example" + at.RequestURI()}
			},
			"a name that ends alike": func(s *siege) []string {
				s.web["evil"+at.Host] = p.serve(lie)
				return []string{"https://evil" + at.Host + at.RequestURI()}
			},
			"a name that looks alike": func(s *siege) []string {
				s.web[alike(at.Host)] = p.serve(lie)
				return []string{"https://" + alike(at.Host) + at.RequestURI(), "https://" + lookalike(at.Host) + at.RequestURI()}
			},
			"another port": func(s *siege) []string {
				s.web[at.Host+":8443"] = p.serve(lie)
				return []string{"https://" + at.Host + ":8443" + at.RequestURI()}
			},
			"a name below the home's": func(s *siege) []string {
				s.web["evil."+at.Host] = p.serve(lie)
				return []string{"https://evil." + at.Host + at.RequestURI()}
			},
			"the host in capitals, escaped": func(*siege) []string {
				escaped := strings.Replace(at.Host, ".", "%2E", 1)
				return []string{"https://EVIL.example./" + at.RequestURI(), "https://" + escaped + "@EVIL.example" + at.RequestURI(), `https://evil.example\@` + at.Host + at.RequestURI()}
			},
			"the home in the fragment": func(*siege) []string { return []string{"https://evil.example/#" + p.address} },
			"a shortener that leads to another": func(s *siege) []string {
				s.web["short.example"] = func(w http.ResponseWriter, r *http.Request) {
					http.Redirect(w, r, "https://evil.example"+at.RequestURI(), http.StatusFound)
				}
				return []string{"https://short.example/" + url.PathEscape(p.address)}
			},
			"a page that calls itself the post": func(s *siege) []string {
				s.web["evil.example"] = func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html")
					fmt.Fprint(w, letter(lie, canonicalLink(p.address)+`<meta property="og:url" content="`+p.address+`"><link rel="shortlink" href="`+p.address+`">
<meta name="twitter:creator" content="@famous"><script type="application/ld+json">`+marshal(obj{"@context": "https://schema.org", "@type": "SocialMediaPosting", "@id": p.address, "url": p.address,
						"mainEntityOfPage": p.address, "sameAs": p.address, "articleBody": lie, "author": obj{"@type": "Person", "name": "Famous", "url": p.address}})+`</script>`))
				}
				return []string{"https://evil.example/it"}
			},
			"the same path":           func(*siege) []string { return []string{"https://evil.example" + at.RequestURI()} },
			"the home in the path":    func(*siege) []string { return []string{"https://evil.example/" + p.address} },
			"the home as a user":      func(*siege) []string { return []string{"https://" + at.Host + "@evil.example" + at.RequestURI()} },
			"the home as a parameter": func(*siege) []string { return []string{"https://evil.example/?u=" + url.QueryEscape(p.address)} },
			"who sits in between": func(s *siege) []string {
				for _, h := range p.homes {
					s.web["http://"+h] = p.serve(lie)
				}
				return []string{"http://" + at.Host + at.RequestURI()}
			},
			"another address of the home leads out": func(s *siege) []string {
				for _, h := range p.homes {
					before := s.web[h]
					s.web[h] = func(w http.ResponseWriter, r *http.Request) {
						if strings.Contains(r.URL.RequestURI(), p.otherID) {
							out(w, r)
							return
						}
						before(w, r)
					}
				}
				return []string{p.other}
			},
			"the home itself leads out": func(s *siege) []string {
				for _, h := range p.homes {
					s.web[h] = out
				}
				return nil
			},
			"a source of the platform": func(s *siege) []string {
				for _, kind := range []store.SourceKind{store.SourceFeed, store.SourceAccount, store.SourcePage} {
					if _, err := s.st.AddSource(s.t.Context(), store.Source{Kind: kind, Platform: p.platform, URL: "https://evil.example/" + string(kind), Cadence: time.Hour, NextDue: time.Now()}); err != nil {
						s.t.Fatal(err)
					}
				}
				return nil
			},
		} {
			t.Run(string(p.platform)+"/"+name, func(t *testing.T) {
				web := hosts{"evil.example": p.serve(lie), "news.example": http.NotFound}
				for _, h := range p.homes {
					web[h] = p.serve(truth)
				}
				s := besiege(t, web, platform.Options{})
				s.capture(p.address)
				if !s.saw("TRUE", "") {
					t.Fatal("the home's own words are not an origin's")
				}
				s.watch("https://news.example/feed.xml", way(s)...)
				s.passes(2)
				s.held(p.doc, p.famous)
				s.web["evil.example"] = pages(nil)
				s.passes(3)
				s.held(p.doc, p.famous)
			})
		}
	}
}

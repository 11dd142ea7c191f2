package scraper_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// source watches an address as a source of a kind.
func (s *siege) source(kind store.SourceKind, p store.Platform, address string) {
	s.t.Helper()
	if _, err := s.st.AddSource(s.t.Context(), store.Source{Kind: kind, Platform: p, URL: address, Cadence: time.Hour, NextDue: time.Now()}); err != nil {
		s.t.Fatal(err)
	}
}

// TestFault66NobodyElsesDoorIsThePosts: of no platform does another host give a post words, an
// end or a name by a feed with the post's own addresses, a list of posts, an embed's answer,
// an object of ActivityPub, a record, a header or a copy of an archive.
func TestFault66NobodyElsesDoorIsThePosts(t *testing.T) {
	for _, p := range scrapertest.Posts() {
		at, err := url.Parse(p.Address)
		if err != nil {
			t.Fatal(err)
		}
		says := func(typ string, body func(r *http.Request) string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", typ)
				w.Header().Set("Link", `<`+p.Address+`>; rel="canonical", <`+p.Address+`>; rel="shortlink"`)
				w.Header().Set("Content-Location", p.Address)
				fmt.Fprint(w, body(r))
			}
		}
		for name, way := range map[string]func(*siege) []string{
			"a feed with its address": func(s *siege) []string {
				s.web["evil.example"] = says("application/rss+xml", func(*http.Request) string {
					return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>@famous</title><link>` + p.Address + `</link><item><title>` + lie + `</title><link>` + strings.ReplaceAll(p.Address, "&", "&amp;") +
						`</link><guid isPermaLink="true">` + strings.ReplaceAll(p.Address, "&", "&amp;") + `</guid><dc:creator>@famous</dc:creator><description>` + lie + `</description><content:encoded>` + lie + `</content:encoded><pubDate>Tue, 11 Nov 2025 12:00:00 GMT</pubDate></item></channel></rss>`
				})
				s.source(store.SourceFeed, "feed", "https://evil.example/feed.xml")
				return nil
			},
			"a relay's feed": func(s *siege) []string {
				s.web["evil.example"] = says("application/rss+xml", func(*http.Request) string {
					return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Famous / @famous</title><item><title>` + lie + `</title><dc:creator>@famous</dc:creator><description>&lt;p&gt;` + lie +
						`&lt;/p&gt;</description><pubDate>Tue, 11 Nov 2025 12:00:00 GMT</pubDate><guid>https://evil.example` + strings.ReplaceAll(at.RequestURI(), "&", "&amp;") + `#m</guid><link>https://evil.example` + strings.ReplaceAll(at.RequestURI(), "&", "&amp;") + `#m</link></item></channel></rss>`
				})
				s.source(store.SourceFeed, p.Platform, "https://evil.example/famous/rss")
				return nil
			},
			"a list of posts": func(s *siege) []string {
				s.web["evil.example"] = says("application/json", func(*http.Request) string { return "[" + p.Answer(lie) + "]" })
				s.source(store.SourceAccount, p.Platform, "https://evil.example/@famous")
				return []string{"https://evil.example/s/famous", "https://evil.example/api/v1/accounts/1/statuses", "https://evil.example/xrpc/app.bsky.feed.getAuthorFeed?actor=" + scrapertest.FamousDID}
			},
			"an embed's answer": func(s *siege) []string {
				s.web["evil.example"] = func(w http.ResponseWriter, r *http.Request) {
					if strings.HasPrefix(r.URL.Path, "/oembed") {
						says("application/json", func(*http.Request) string {
							return marshal(obj{"version": "1.0", "type": "rich", "url": p.Address, "author_name": "Famous", "author_url": p.Address, "provider_url": "https://" + at.Host, "html": `<blockquote class="twitter-tweet"><p>` + lie + `</p>&mdash; Famous (@famous) <a href="` + p.Address + `">November 11, 2025</a></blockquote>`})
						})(w, r)
						return
					}
					says("text/html", func(*http.Request) string {
						return letter(lie, `<link rel="alternate" type="application/json+oembed" href="https://evil.example/oembed?url=`+url.QueryEscape(p.Address)+`"><meta http-equiv="refresh" content="9; url=`+p.Address+`">`)
					})(w, r)
				}
				return []string{"https://evil.example/it", "https://evil.example/oembed?url=" + url.QueryEscape(p.Address)}
			},
			"an object of ActivityPub": func(s *siege) []string {
				s.web["evil.example"] = says("application/activity+json", func(r *http.Request) string {
					note := obj{"id": p.Address, "type": "Note", "url": p.Address, "attributedTo": "https://" + at.Host + "/users/famous", "content": "<p>" + lie + "</p>", "published": "2025-11-11T12:00:00Z", "updated": "2025-11-12T12:00:00Z", "to": []string{"https://www.w3.org/ns/activitystreams#Public"}}
					switch {
					case strings.HasPrefix(r.URL.Path, "/quote"):
						return marshal(obj{"id": "https://evil.example/quote/1", "type": "Note", "attributedTo": "https://evil.example/users/x", "content": "mine", "published": "2025-11-11T13:00:00Z", "quote": note})
					case strings.HasPrefix(r.URL.Path, "/delete"):
						return marshal(obj{"type": "Delete", "actor": "https://" + at.Host + "/users/famous", "object": p.Address})
					}
					return marshal(obj{"type": "Update", "actor": "https://" + at.Host + "/users/famous", "object": note})
				})
				return []string{"https://evil.example/@x/115533000000000777", "https://evil.example/quote/1", "https://evil.example/delete/1", "https://evil.example/users/x/statuses/115533000000000778"}
			},
			"a record of its account": func(s *siege) []string {
				s.web["evil.example"] = says("application/json", func(*http.Request) string { return marshal(scrapertest.Record(scrapertest.FamousDID, lie, nil)) })
				return []string{"https://evil.example/xrpc/com.atproto.repo.getRecord?repo=" + scrapertest.FamousDID + "&collection=app.bsky.feed.post&rkey=" + scrapertest.RKey}
			},
			"a copy of an archive": func(s *siege) []string {
				s.web["evil.example"] = serve(p, lie)
				s.web["web.archive.org.evil.example"] = serve(p, lie)
				return []string{"https://evil.example/web/20251111120000/" + p.Address, "https://web.archive.org.evil.example/web/20251111120000id_/" + p.Address}
			},
		} {
			t.Run(string(p.Platform)+"/"+name, func(t *testing.T) {
				holdsOut(t, p, http.NotFound, way)
			})
		}
	}
}

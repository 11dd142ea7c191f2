package scraper_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// typed serves a body as what it is said to be.
func typed(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}
}

// TestFault66NoOtherWayLeadsToAPost: of no platform does another host give a post words, an end or
// a name by addresses that readers take apart in different ways, by feeds and pages that name
// the post as their base, their source or themselves, or by leading to the home and away again.
func TestFault66NoOtherWayLeadsToAPost(t *testing.T) {
	for _, p := range scrapertest.Posts() {
		at, err := url.Parse(p.Address)
		if err != nil {
			t.Fatal(err)
		}
		path, escaped := at.RequestURI(), strings.ReplaceAll(p.Address, "&", "&amp;")
		feed := func(kind, body string) func(*siege) []string {
			return func(s *siege) []string {
				s.web["evil.example"] = typed(kind, body)
				s.source(store.SourceFeed, "feed", "https://evil.example/feed")
				s.source(store.SourceFeed, p.Platform, "https://evil.example/famous/feed")
				return nil
			}
		}
		page := func(head, body string) func(*siege) []string {
			return func(s *siege) []string {
				s.web["evil.example"] = typed("text/html", "<html><head>"+head+"</head><body><article><h1>It</h1><p>"+strings.Repeat(lie+" ", 6)+"</p>"+body+"</article></body></html>")
				return []string{"https://evil.example/it", "https://evil.example" + path}
			}
		}
		for name, way := range map[string]func(*siege) []string{
			"what ends a host for some": func(s *siege) []string {
				var out []string
				for _, sep := range []string{"?", "#", ";", "%00", "%0d%0a", "%2f", "%5c", "%23", "%3f", "%40", "%09", ",", "!", "&", "%252f"} {
					s.web[at.Host+sep+".evil.example"] = serve(p, lie)
					out = append(out, "https://evil.example"+sep+"@"+at.Host+path, "https://"+at.Host+sep+".evil.example"+path)
				}
				return out
			},
			"users, passwords and ports": func(s *siege) []string {
				s.web["evil.example:443"], s.web["evil.example:80"], s.web[at.Host+":80"] = serve(p, lie), serve(p, lie), serve(p, lie)
				return []string{
					"https://" + at.Host + ":443@evil.example" + path, "https://a:" + at.Host + "@evil.example" + path, "https://evil.example:443" + path,
					"https://" + at.Host + "@" + at.Host + "@evil.example" + path, "http://evil.example:80" + path, "https://" + at.Host + ":80" + path,
				}
			},
			"letters that nobody sees": func(s *siege) []string {
				var out []string
				for _, r := range []string{"\u200b", "\u00ad", "\u2060", "\u200d", "\ufeff", "\u202e", "\u0338"} {
					host := strings.Replace(at.Host, ".", r+".", 1)
					s.web[host], s.web[url.PathEscape(host)] = serve(p, lie), serve(p, lie)
					out = append(out, "https://"+host+".evil.example"+path, "https://evil.example/"+r+path)
				}
				return out
			},
			"dots that are none": func(s *siege) []string {
				var out []string
				for _, r := range []string{"․", "‧", "ꓸ", "·"} {
					host := strings.ReplaceAll(at.Host, ".", r)
					s.web[host], s.web[host+".evil.example"] = serve(p, lie), serve(p, lie)
					out = append(out, "https://"+host+path, "https://"+host+".evil.example"+path)
				}
				return out
			},
			"an Atom feed with the post as its base": feed("application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="`+escaped+`"><title>Famous</title><id>`+escaped+`</id><link rel="self" href="`+escaped+`"/>
				<author><name>famous</name><uri>`+escaped+`</uri></author><entry xml:base="`+escaped+`"><id>`+escaped+`</id><title>x</title><link rel="alternate" href=""/><link rel="via" href="`+escaped+`"/><link rel="canonical" href="`+escaped+`"/>
				<content type="html">`+lie+`</content><updated>2025-11-12T00:00:00Z</updated><source><id>`+escaped+`</id></source></entry></feed>`),
			"a feed in JSON that names it": feed("application/feed+json", marshal(obj{"version": "https://jsonfeed.org/version/1.1", "title": "Famous", "home_page_url": p.Address, "feed_url": p.Address,
				"authors": []any{obj{"name": "famous", "url": p.Address}}, "items": []any{
					obj{"id": p.Address, "url": p.Address, "external_url": p.Address, "content_text": lie, "date_published": "2025-11-12T00:00:00Z", "authors": []any{obj{"name": "famous", "url": p.Address}}},
					obj{"id": string(p.Doc), "url": p.Address, "content_html": "<p>" + lie + "</p>", "date_modified": "2031-11-12T00:00:00Z"},
				}})),
			"a feed from the future":    feed("application/rss+xml", `<rss version="2.0"><channel><title>Famous</title><link>`+escaped+`</link><item><title>`+lie+`</title><link>`+escaped+`</link><guid>`+escaped+`</guid><pubDate>Tue, 11 Nov 2031 12:00:00 GMT</pubDate><source url="`+escaped+`">Famous</source></item></channel></rss>`),
			"the post as a page's base": page(`<base href="`+p.Address+`"><link rel="canonical" href=""><link rel="canonical" href="#"><meta property="og:url" content="`+path+`">`, ""),
			"canonical in many ways":    page(`<LINK REL="CANONICAL nofollow" HREF="`+p.Address+`"><link rel="alternate amphtml" href="`+p.Address+`"><meta name="al:web:url" content="`+p.Address+`"><meta http-equiv="refresh" content="0;URL='`+p.Address+`'"><meta name="twitter:url" content="`+p.Address+`"><link rel="syndication" href="`+p.Address+`">`, `<a class="u-url u-syndication" rel="canonical bookmark" href="`+p.Address+`">it</a>`),
			"an embed that is nested":   page("", `<blockquote class="twitter-tweet mastodon-embed bluesky-embed" data-bluesky-uri="`+strings.TrimPrefix(string(p.Doc), "bluesky:")+`" cite="`+p.Address+`"><blockquote><p>`+lie+`</p></blockquote>&mdash; Famous (@famous) <a href="`+p.Address+`">November 11, 2025</a></blockquote><div class="tgme_widget_message" data-post="famous/7"><div class="tgme_widget_message_text">`+lie+`</div></div><iframe src="`+p.Address+`/embed"></iframe>`),
			"leading to the home and away": func(s *siege) []string {
				s.web["evil.example"] = func(w http.ResponseWriter, r *http.Request) {
					switch {
					case strings.HasPrefix(r.URL.Path, "/to"):
						http.Redirect(w, r, p.Address, http.StatusMovedPermanently)
					case strings.HasPrefix(r.URL.Path, "/other"):
						http.Redirect(w, r, p.Other, http.StatusPermanentRedirect)
					default:
						serve(p, lie)(w, r)
					}
				}
				return []string{"https://evil.example/to", "https://evil.example/other", "https://evil.example/it"}
			},
			"gone by its own word": func(s *siege) []string {
				s.web["evil.example"] = func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Link", `<`+p.Address+`>; rel="canonical"`)
					w.Header().Set("Content-Location", p.Address)
					w.WriteHeader(http.StatusGone)
					fmt.Fprint(w, marshal(obj{"id": p.Address, "type": "Tombstone", "url": p.Address, "deleted": "2025-11-12T00:00:00Z"}))
				}
				return []string{"https://evil.example/it", "https://evil.example" + path, "https://evil.example/" + p.Address}
			},
			"a page of many posts": func(s *siege) []string {
				s.web["evil.example"] = typed("text/html", "<html><body>"+strings.Repeat(p.Answer(lie), 3)+"<script type=\"application/json\">"+p.Answer(lie)+"</script></body></html>")
				return []string{"https://evil.example/famous", "https://evil.example/@famous", "https://evil.example/s/famous", "https://evil.example/profile/famous/post/1"}
			},
			"its own account of the same name": func(s *siege) []string {
				s.source(store.SourceAccount, p.Platform, "https://evil.example/@famous@"+at.Host)
				s.source(store.SourceAccount, p.Platform, "https://evil.example/users/famous")
				return []string{"https://evil.example/@famous@" + at.Host + "/115533000000000001", "https://evil.example/users/famous@" + at.Host + "/statuses/115533000000000001"}
			},
			"a frame of the home's": func(s *siege) []string {
				s.web["evil.example"] = typed("text/html", `<html><body><iframe srcdoc="`+strings.ReplaceAll(p.Answer(lie), `"`, "&quot;")+`"></iframe><noscript>`+p.Answer(lie)+`</noscript><template>`+p.Answer(lie)+`</template></body></html>`)
				return []string{"https://evil.example/it"}
			},
			"an answer that says where it is from": func(s *siege) []string {
				s.web["evil.example"] = func(w http.ResponseWriter, r *http.Request) {
					for k, v := range map[string]string{"Host": at.Host, "X-Forwarded-Host": at.Host, "Location": p.Address, "Refresh": "0; url=" + p.Address, "Memento-Datetime": "Tue, 11 Nov 2025 12:00:00 GMT", "Link": `<` + p.Address + `>; rel="original"`, "X-Archive-Orig-date": "x", "Date": "Tue, 11 Nov 2031 12:00:00 GMT"} {
						w.Header().Set(k, v)
					}
					serve(p, lie)(w, r)
				}
				return []string{"https://evil.example" + path, "https://evil.example/web/20251111120000id_/" + p.Address, "https://evil.example/web/20251111120000/http://" + at.Host + path}
			},
		} {
			t.Run(string(p.Platform)+"/"+name, func(t *testing.T) {
				holdsOut(t, p, serve(p, lie), way)
			})
		}
	}
}

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
	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// serve answers with a post that has the words text.
func serve(p scrapertest.Famous, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body := p.Answer(text)
		if strings.HasPrefix(body, "<html") {
			w.Header().Set("Content-Type", "text/html")
		}
		fmt.Fprint(w, body)
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
	for _, p := range scrapertest.Posts() {
		at, err := url.Parse(p.Address)
		if err != nil {
			t.Fatal(err)
		}
		out := func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://evil.example"+r.URL.RequestURI(), http.StatusMovedPermanently)
		}
		for name, way := range map[string]func(*siege) []string{
			"a name that begins alike": func(s *siege) []string {
				s.web[at.Host+".evil.example"] = serve(p, lie)
				return []string{"https://" + at.Host + ".evil.example" + at.RequestURI()}
			},
			"a name that ends alike": func(s *siege) []string {
				s.web["evil"+at.Host] = serve(p, lie)
				return []string{"https://evil" + at.Host + at.RequestURI()}
			},
			"a name that looks alike": func(s *siege) []string {
				s.web[alike(at.Host)] = serve(p, lie)
				return []string{"https://" + alike(at.Host) + at.RequestURI(), "https://" + lookalike(at.Host) + at.RequestURI()}
			},
			"another port": func(s *siege) []string {
				s.web[at.Host+":8443"] = serve(p, lie)
				return []string{"https://" + at.Host + ":8443" + at.RequestURI()}
			},
			"a name below the home's": func(s *siege) []string {
				s.web["evil."+at.Host] = serve(p, lie)
				return []string{"https://evil." + at.Host + at.RequestURI()}
			},
			"the host in capitals, escaped": func(*siege) []string {
				escaped := strings.Replace(at.Host, ".", "%2E", 1)
				return []string{"https://EVIL.example./" + at.RequestURI(), "https://" + escaped + "@EVIL.example" + at.RequestURI(), `https://evil.example\@` + at.Host + at.RequestURI()}
			},
			"the home in the fragment": func(*siege) []string { return []string{"https://evil.example/#" + p.Address} },
			"a shortener that leads to another": func(s *siege) []string {
				s.web["short.example"] = func(w http.ResponseWriter, r *http.Request) {
					http.Redirect(w, r, "https://evil.example"+at.RequestURI(), http.StatusFound)
				}
				return []string{"https://short.example/" + url.PathEscape(p.Address)}
			},
			"a page that calls itself the post": func(s *siege) []string {
				s.web["evil.example"] = func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html")
					fmt.Fprint(w, letter(lie, canonicalLink(p.Address)+`<meta property="og:url" content="`+p.Address+`"><link rel="shortlink" href="`+p.Address+`">
<meta name="twitter:creator" content="@famous"><script type="application/ld+json">`+marshal(obj{"@context": "https://schema.org", "@type": "SocialMediaPosting", "@id": p.Address, "url": p.Address,
						"mainEntityOfPage": p.Address, "sameAs": p.Address, "articleBody": lie, "author": obj{"@type": "Person", "name": "Famous", "url": p.Address}})+`</script>`))
				}
				return []string{"https://evil.example/it"}
			},
			"the same path":           func(*siege) []string { return []string{"https://evil.example" + at.RequestURI()} },
			"the home in the path":    func(*siege) []string { return []string{"https://evil.example/" + p.Address} },
			"the home as a user":      func(*siege) []string { return []string{"https://" + at.Host + "@evil.example" + at.RequestURI()} },
			"the home as a parameter": func(*siege) []string { return []string{"https://evil.example/?u=" + url.QueryEscape(p.Address)} },
			"who sits in between": func(s *siege) []string {
				for _, h := range p.Homes {
					s.web["http://"+h] = serve(p, lie)
				}
				return []string{"http://" + at.Host + at.RequestURI()}
			},
			"another address of the home leads out": func(s *siege) []string {
				for _, h := range p.Homes {
					before := s.web[h]
					s.web[h] = func(w http.ResponseWriter, r *http.Request) {
						if strings.Contains(r.URL.RequestURI(), p.OtherID) {
							out(w, r)
							return
						}
						before(w, r)
					}
				}
				return []string{p.Other}
			},
			"the home itself leads out": func(s *siege) []string {
				for _, h := range p.Homes {
					s.web[h] = out
				}
				return nil
			},
			"a source of the platform": func(s *siege) []string {
				for _, kind := range []store.SourceKind{store.SourceFeed, store.SourceAccount, store.SourcePage} {
					if _, err := s.st.AddSource(s.t.Context(), store.Source{Kind: kind, Platform: p.Platform, URL: "https://evil.example/" + string(kind), Cadence: time.Hour, NextDue: time.Now()}); err != nil {
						s.t.Fatal(err)
					}
				}
				return nil
			},
		} {
			t.Run(string(p.Platform)+"/"+name, func(t *testing.T) {
				holdsOut(t, p, serve(p, lie), way)
			})
		}
	}
}

// holdsOut captures a post at its home and lets a feed that is watched lead to other
// addresses in a way; evil is the host of these, which falls silent in the end. The post
// must stay as its home has it.
func holdsOut(t *testing.T, p scrapertest.Famous, evil http.HandlerFunc, way func(*siege) []string) {
	t.Helper()
	web := hosts{"evil.example": evil, "news.example": http.NotFound}
	for _, h := range p.Homes {
		web[h] = serve(p, truth)
	}
	s := besiege(t, web, platform.Options{})
	s.capture(p.Address)
	if !s.saw("TRUE", "") {
		t.Fatal("the home's own words are not an origin's")
	}
	s.watch("https://news.example/feed.xml", way(s)...)
	s.passes(2)
	s.held(p.Doc, p.Names)
	s.web["evil.example"] = pages(nil)
	s.passes(3)
	s.held(p.Doc, p.Names)
}

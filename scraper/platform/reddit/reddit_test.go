package reddit

import (
	"maps"
	"slices"
	"testing"

	"onrecord/scraper/scrapertest"
	"onrecord/store"
)

// TestContract holds the adapter to what every adapter promises, on every
// recorded answer.
func TestContract(t *testing.T) {
	pages := recorded(t)
	var cases []scrapertest.Case
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		account := pages[name]
		account.Request.Endpoint = endpointAccount
		cases = append(cases, scrapertest.Case{Name: name, Page: pages[name]}, scrapertest.Case{Name: name + " account", Page: account})
	}
	scrapertest.Run(t, New(Endpoints{}), cases)
}

func TestAddresses(t *testing.T) {
	scrapertest.Addresses(t, New(Endpoints{Web: scrapertest.Web}), "https://www.reddit.com/comments/ID", map[string]scrapertest.Address{
		"https://www.reddit.com/r/test/comments/ABC/a_title/?utm=1":  scrapertest.To("reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"),
		"https://old.reddit.com/comments/abc":                        scrapertest.To("reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"),
		"https://www.reddit.com/comments/abc/.rss":                   scrapertest.To("reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"),
		"https://www.reddit.com/comments/abc.json":                   scrapertest.To("reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"),
		"https://redd.it/abc":                                        scrapertest.To("reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"),
		"https://www.reddit.com/user/someone/comments/abc/title/":    scrapertest.To("reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"),
		"https://new.reddit.com/r/test/comments/abc/a_title/def/":    scrapertest.To("reddit:t1_def", store.SourcePost, "/comments/abc/_/def/.rss"),
		"https://np.reddit.com/r/test/comments/abc/comment/def/":     scrapertest.To("reddit:t1_def", store.SourcePost, "/comments/abc/_/def/.rss"),
		"https://es.reddit.com/r/test/comments/abc/a_title/":         scrapertest.To("reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"),
		"https://sh.reddit.com/r/test/comments/abc/comment/def/":     scrapertest.To("reddit:t1_def", store.SourcePost, "/comments/abc/_/def/.rss"),
		"https://amp.reddit.com/r/test/comments/abc/a_title/":        scrapertest.To("reddit:t3_abc", store.SourcePost, "/comments/abc/.rss"),
		"https://www.reddit.com/u/Some-One":                          scrapertest.To("", store.SourceAccount, "/user/Some-One/.rss"),
		"https://reddit.com/user/Some-One/submitted":                 scrapertest.To("", store.SourceAccount, "/user/Some-One/.rss"),
		"https://www.reddit.com/r/test/new/":                         scrapertest.To("", store.SourceFeed, "/r/test/.rss"),
		"https://www.reddit.com/r/test/.rss":                         scrapertest.To("", store.SourceFeed, "/r/test/.rss"),
		"https://www.reddit.com/":                                    scrapertest.Refused,
		"https://www.reddit.com/r/test/s/AbCdEf":                     scrapertest.Refused,
		"https://www.reddit.com/r/test/comments/../../x":             scrapertest.Refused,
		"https://www.reddit.com/comments/":                           scrapertest.Refused,
		"https://www.reddit.com/r/test/wiki/index/page":              scrapertest.Refused,
		"https://www.reddit.com/comments/aaaaaaaaaaaaaaaaaaaaaaaaaa": scrapertest.Refused,
	})
}

func TestHostsOfOthersAreNotTaken(t *testing.T) {
	scrapertest.Foreign(t, New(Endpoints{}), "https://notreddit.com/comments/abc", "https://reddit.com.example.org/comments/abc", "https://i.redd.it/abc.png", "ftp://redd.it/abc")
}

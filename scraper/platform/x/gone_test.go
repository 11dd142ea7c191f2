package x

import (
	"strings"
	"testing"

	"onrecord/scraper"
	"onrecord/store"
)

func notice(words string) string {
	return `{"__typename":"TweetTombstone","tombstone":{"text":{"text":"` + words + `"}}}`
}

func TestNoticesSayHowAPostIsGone(t *testing.T) {
	for _, c := range []struct {
		status     int
		body, says string
		how        store.GoneHow
	}{
		{200, notice("This Post was deleted by the Post author. Learn more"), "deleted by", store.Deleted},
		{200, notice("This Post is from a suspended account. Learn more"), "suspended", store.Suspended},
		{200, notice("You’re unable to view this Post because this account owner limits who can view their Posts. Learn more"), "limits", store.Protected},
		{200, notice("This Post has been withheld in France in response to a legal demand. Learn more"), "France", store.Withheld},
		{200, notice("Age-restricted adult content. This content might not be appropriate for people under 18 years old."), "Age-restricted", store.Unavailable},
		{200, notice("This Post is unavailable. Learn more"), "unavailable", store.Unavailable},
		{200, notice("This Post is from an account that no longer exists. Learn more"), "no longer exists", store.Unavailable},
		{200, `{"__typename":"TweetTombstone"}`, "without words", store.Unavailable},
		{200, `{}`, "empty", store.Unavailable},
		{200, ` { } `, "empty", store.Unavailable},
		{404, `{}`, "404", store.Unavailable},
		{404, `<html><body>Not Found</body></html>`, "404", store.Unavailable},
		{404, ``, "404", store.Unavailable},
		{403, `{"error":"Sorry, you are not authorized to see this status."}`, "authorized", store.Protected},
		{200, `{"code":401,"message":"PRIVATE_TWEET","tweet":null}`, "protected", store.Protected},
		{200, `{"code":404,"message":"NOT_FOUND","tweet":null}`, "NOT_FOUND", store.Unavailable},
		{200, `{"code":200,"status":{"type":"tombstone","provider":"twitter","id":"` + firstID + `","reason":"suspended","message":"m"}}`, "m", store.Suspended},
		{200, `{"errors":[{"resource_type":"tweet","resource_id":"` + firstID + `","detail":"Could not find tweet","type":"https://api.twitter.com/2/problems/resource-not-found"}]}`, "Could not", store.Unavailable},
		{200, `{"errors":[{"resource_type":"tweet","resource_id":"` + firstID + `","detail":"Sorry","type":"https://api.twitter.com/2/problems/not-authorized-for-resource"}]}`, "Sorry", store.Protected},
		{200, `{"data":{"tweetResult":{"result":{"__typename":"TweetUnavailable","reason":"Protected"}}}}`, "Protected", store.Protected},
	} {
		p, err := parse(t, c.status, c.body)
		o := one(t, p, err)
		if o.Document != "x:"+firstID || o.Gone == nil || o.Gone.How != c.how || o.Gone.Certain || !strings.Contains(o.Gone.Detail, c.says) {
			t.Errorf("%d %s: %s %+v, want %s", c.status, c.body, o.Document, o.Gone, c.how)
		}
		if o.Content.Text != "" || o.VersionID != "" {
			t.Errorf("%s: a tombstone with words", c.body)
		}
	}
}

func TestWordsOfAPostNeverMakeATombstone(t *testing.T) {
	words := "@muestra's account has been withheld in France in response to a legal demand. This Post was deleted by the Post author. Learn more."
	for _, body := range []string{
		`{"id_str":"` + firstID + `","text":"` + words + `","user":{"screen_name":"otra"}}`,
		`{"data":{"id":"` + firstID + `","text":"` + words + `","withheld":{"country_codes":["FR"]}}}`,
		`{"data":{"id":"` + firstID + `","text":"` + words + `","entities":{"urls":[{"start":0,"end":3,"url":"https://t.co/a","expanded_url":"https://support.twitter.com/articles/20169222"}]}}}`,
	} {
		p, err := parse(t, 200, body)
		if o := one(t, p, err); o.Gone != nil {
			t.Errorf("%s: %+v", body, o.Gone)
		}
	}
	p, err := parse(t, 200, `{"data":{"id":"`+firstID+`","text":"`+words+`","withheld":{"country_codes":["FR"]},
	"entities":{"urls":[{"start":0,"end":3,"url":"https://support.twitter.com/articles/20169222","expanded_url":"https://support.twitter.com/articles/20169222"}]}}}`)
	if o := one(t, p, err); o.Gone == nil {
		t.Error("X's own notice was taken for words")
	}
}

func TestWallsAreNoAnswers(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
	}{
		{429, ""}, {429, `{"errors":[{"code":88,"message":"Rate limit exceeded"}]}`}, {403, ""}, {403, "<html>Access denied</html>"},
		{400, "<html>Bad request</html>"}, {401, `{"errors":[{"code":32,"message":"Could not authenticate you"}]}`}, {451, ""},
		{200, `<!doctype html><html><body>Log in to X</body></html>`},
		{200, `{"errors":[{"code":88,"message":"Rate limit exceeded"}]}`},
	} {
		p, err := parse(t, c.status, c.body)
		if p.Blocked == "" || len(p.Observations) != 0 || err != nil {
			t.Errorf("%d %q: blocked %q, %d observations, error %v", c.status, c.body, p.Blocked, len(p.Observations), err)
		}
	}
}

func TestFailuresAreErrors(t *testing.T) {
	for _, c := range []struct {
		status     int
		body, says string
	}{
		{500, "", "500"}, {503, "<html></html>", "503"}, {200, "", "empty"}, {200, "hello", "neither"},
		{200, `{"id_str":"` + firstID + `","text":"a`, "ends in the middle"}, {200, `{"a":1}`, "none of the shapes"},
		{200, `{"data":{"user":{"result":{"__typename":"UserUnavailable","message":"User is suspended"}}}}`, "suspended"},
		{200, `[]`, "empty list"}, {200, `{"id_str":1988393441999593891,"text":"a"}`, "no post"},
	} {
		p, err := parse(t, c.status, c.body)
		if err == nil || !strings.Contains(err.Error(), c.says) || len(p.Observations) != 0 || p.Blocked != "" {
			t.Errorf("%d %q: %d observations, blocked %q, error %v, want %q in it", c.status, c.body, len(p.Observations), p.Blocked, err, c.says)
		}
	}
}

func TestAbsenceOfNobodyKnowsWhat(t *testing.T) {
	p, err := New(Endpoints{}).Parse(scraper.Page{Status: 404})
	if err == nil || len(p.Observations) != 0 {
		t.Errorf("%+v, error %v", p, err)
	}
}

func TestAnArchivesDeletedPost(t *testing.T) {
	p, err := parse(t, 200, `window.YTD.deleted_tweets.part0 = [{"tweet":{"id_str":"`+firstID+`","full_text":"Borrado","lang":"es",
	"created_at":"Tue Nov 11 23:48:33 +0000 2025","deleted_at":"Wed Nov 12 08:00:00 +0000 2025"}}]`)
	if err != nil || len(p.Observations) != 2 {
		t.Fatalf("%d observations, error %v", len(p.Observations), err)
	}
	there, gone := p.Observations[0], p.Observations[1]
	if there.Content.Text != "Borrado" || !there.SeenAt.Before(gone.SeenAt) {
		t.Errorf("there %+v", there)
	}
	if gone.Gone == nil || gone.Gone.How != store.Deleted || !gone.Gone.Certain || gone.SeenAt.Hour() != 8 {
		t.Errorf("gone %+v at %v", gone.Gone, gone.SeenAt)
	}
}

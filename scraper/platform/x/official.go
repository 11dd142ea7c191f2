package x

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"onrecord/scraper"
	"onrecord/scraper/kit/jsontext"
)

// What the official API v2 is asked to tell.
// https://docs.x.com/x-api/posts/lookup/introduction
const (
	officialFields       = "created_at,lang,author_id,edit_history_tweet_ids,edit_controls,entities,attachments,referenced_tweets,note_tweet,withheld,display_text_range,article"
	officialExpansions   = "author_id,attachments.media_keys,referenced_tweets.id,referenced_tweets.id.author_id"
	officialMedia        = "type,url,preview_image_url,alt_text,variants"
	endpointOfficial     = "api"
	endpointOfficialUser = "api-user"
)

func officialQuery() url.Values {
	return url.Values{
		"tweet.fields": {officialFields}, "expansions": {officialExpansions}, "media.fields": {officialMedia}, "user.fields": {"name,username"},
	}
}

// officialRequest asks the API with the user's token, which stays out of what is
// kept, and off any other origin.
func (a *Adapter) officialRequest(endpoint, id, path string) scraper.Request {
	r := a.api(endpoint, id, a.endpoints.API+path)
	r.Header = http.Header{"Authorization": {"Bearer " + a.endpoints.Token}}
	return r
}

// officialPost asks for one post.
func (a *Adapter) officialPost(id string) scraper.Request {
	q := officialQuery()
	q.Set("ids", id)
	return a.officialRequest(endpointOfficial, id, "/2/tweets?"+q.Encode())
}

// officialUser asks who a handle is.
func (a *Adapter) officialUser(handle string) scraper.Request {
	return a.officialRequest(endpointOfficialUser, "", "/2/users/by/username/"+url.PathEscape(handle)+"?user.fields=name,username")
}

// officialPosts asks for an account's newest posts, when the answer has told its id.
func (a *Adapter) officialPosts(p scraper.Page) []scraper.Request {
	if p.Request.Endpoint != endpointOfficialUser || a.endpoints.Token == "" {
		return nil
	}
	var v struct {
		Data struct {
			ID wireID `json:"id"`
		} `json:"data"`
	}
	look, err := jsontext.Inspect(p.Body)
	if err != nil || len(look.Tops) == 0 || !json.Valid(look.Tops[0]) || jsontext.Decode(look.Tops[0], &v) != nil || v.Data.ID == "" {
		return nil
	}
	q := officialQuery()
	q.Set("max_results", "100")
	return []scraper.Request{a.officialRequest(endpointOfficial, "", "/2/users/"+string(v.Data.ID)+"/tweets?"+q.Encode())}
}

// feed asks a feed that a third party of the user's choice makes of an account
// (Nitter, RSSHub).
func (a *Adapter) feed(address string) scraper.Request {
	r := a.api("feed", "", strings.TrimSpace(address))
	r.Relay = hostOf(r.URL)
	return r
}

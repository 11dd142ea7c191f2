package mastodon

import (
	"net/url"
	"regexp"
	"strings"
)

// The addresses of clients that run in the browser and show any server's posts: Phanpy
// (behind the #: SERVER/s/ID, or a whole address) and Elk (SERVER/@NAME/ID).
// https://github.com/cheeaun/phanpy, https://github.com/elk-zone/elk
var (
	phanpyPost = regexp.MustCompile(`^/([0-9a-z.-]+\.[a-z0-9-]+)/s/([0-9A-Za-z]+)$`)
	elkPost    = regexp.MustCompile(`^/([0-9a-z.-]+\.[a-z0-9-]+)(/@[^/@]+(?:@[^/]+)?(?:/[0-9A-Za-z]+)?)/?$`)
	elkHosts   = regexp.MustCompile(`^(main\.)?elk\.zone$`)
)

// readAs turns the address at which a client shows a post or an account into the server's
// own: behind the # stands which it is, and without it all would be one page.
func readAs(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return raw
	}
	inner := u.Fragment
	if elkHosts.MatchString(hostOf(u)) {
		if m := elkPost.FindStringSubmatch(u.Path); m != nil {
			return "https://" + m[1] + m[2]
		}
	}
	if to, err := url.Parse(strings.TrimPrefix(inner, "/")); err == nil && to.Host != "" && locate(to).host != "" {
		return to.String()
	}
	if m := phanpyPost.FindStringSubmatch(inner); m != nil && statusID(m[2]) {
		return "https://" + m[1] + "/api/v1/statuses/" + m[2]
	}
	return raw
}

package store_test

import (
	"testing"

	"onrecord/store"
)

func TestAuthorityIsTheWeakerOfTwo(t *testing.T) {
	for _, c := range []struct{ a, b, want store.Authority }{
		{"", "", ""},
		{"", store.AuthorityRelay, store.AuthorityRelay},
		{store.AuthorityClaim, "", store.AuthorityClaim},
		{store.AuthorityOrigin, store.AuthorityImport, store.AuthorityImport},
		{store.AuthorityClaim, store.AuthorityRelay, store.AuthorityClaim},
		{store.AuthorityOrigin, store.AuthorityOrigin, store.AuthorityOrigin},
		{"king", store.AuthorityOrigin, store.AuthorityClaim},
	} {
		if got := c.a.Within(c.b); got != c.want {
			t.Errorf("%q within %q is %q, want %q", c.a, c.b, got, c.want)
		}
		if got := c.b.Within(c.a); got != c.want {
			t.Errorf("%q within %q is %q, want %q", c.b, c.a, got, c.want)
		}
	}
}

func TestWhatACaptureMaySayFollowsFromWhereItCame(t *testing.T) {
	for _, c := range []struct {
		capture store.Capture
		want    store.Authority
	}{
		{store.Capture{Method: "GET"}, store.AuthorityOrigin},
		{store.Capture{Method: "GET", Relay: "api.fxtwitter.com"}, store.AuthorityRelay},
		{store.Capture{Method: store.MethodImport}, store.AuthorityImport},
		{store.Capture{Method: "GET", Relay: "a.warc", Authority: store.AuthorityImport}, store.AuthorityImport},
	} {
		if got := c.capture.Speaks(); got != c.want {
			t.Errorf("%+v speaks as %q, want %q", c.capture, got, c.want)
		}
	}
}

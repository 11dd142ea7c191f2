// Package buckettest runs an object store in memory for tests.
package buckettest

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// Name is of the bucket that there is.
const Name = "kept"

// Store is an object store with one bucket, and its server on loopback.
type Store struct {
	Objects *s3mem.Backend
	Server  *httptest.Server
}

// New starts a store, whose keys it sets in the environment.
func New(t *testing.T) Store {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "test")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "testtest")
	s := Store{Objects: s3mem.New()}
	if err := s.Objects.CreateBucket(Name); err != nil {
		t.Fatal(err)
	}
	s.Server = httptest.NewServer(gofakes3.New(s.Objects, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(s.Server.Close)
	return s
}

// Address is of a bucket and a prefix there ("kept/a").
func (s Store) Address(at string) string {
	return "s3://" + at + "?region=us-east-1&endpoint=" + url.QueryEscape(s.Server.URL)
}

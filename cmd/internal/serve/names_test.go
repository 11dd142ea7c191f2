package serve

import (
	"net"
	"testing"
)

// TestOrigin: a server says by which address readers reach it, not that it listens on all.
func TestOrigin(t *testing.T) {
	secure := []string{"archive.example.org"}
	for _, c := range []struct {
		listens string
		second  bool
		names   []string
		want    string
	}{
		{"127.0.0.1:8080", false, secure, "http://127.0.0.1:8080"},
		{"[::1]:8081", true, nil, "http://[::1]:8081"},
		{"[::]:8080", false, nil, "http://127.0.0.1:8080"},
		{"0.0.0.0:8081", true, nil, "http://127.0.0.1:8081"},
		{"[::]:8080", false, secure, "https://archive.example.org"},
		{"[::]:8080", false, []string{"desk.example:8080"}, "http://desk.example:8080"},
		{"[::]:8081", true, []string{"desk.example:8080"}, "http://desk.example:8081"},
		{"[::]:8081", true, []string{"[fd00::1]:8080"}, "http://[fd00::1]:8081"},
	} {
		at, err := net.ResolveTCPAddr("tcp", c.listens)
		if err != nil {
			t.Fatal(err)
		}
		if got := Origin(at, c.second, c.names, secure); got != c.want {
			t.Errorf("%s, %v: %s, want %s", c.listens, c.names, got, c.want)
		}
	}
}

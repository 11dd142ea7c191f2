package notify

import (
	"bufio"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/scraper/client"
	"onrecord/store"
	"onrecord/templates/atom"
)

func notice(t *testing.T, id int64, b Body) store.Notice {
	t.Helper()
	body, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	return store.Notice{ID: id, At: time.Date(2025, 11, 12, 9, 0, 0, 0, time.UTC), Kind: b.Event, Name: fmt.Sprint(id), Body: body}
}

// TestWebhook: JSON by POST, signed, with a key that names the notice; a status other
// than 2xx means that it was not taken.
func TestWebhook(t *testing.T) {
	status, got, signature, key := 500, "", "", ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got, signature, key = string(b), r.Header.Get("Onrecord-Signature"), r.Header.Get("Idempotency-Key")
		w.WriteHeader(status)
	}))
	defer s.Close()
	n := notice(t, 7, Body{Event: "edited", Summary: "edited: a post"})
	c := Channel{Name: "hook", Kind: Webhook, Target: s.URL + "/secret-token"}
	sender := &Sender{Options: client.Options{AllowPrivate: true}, Secret: "s"}
	if err := sender.Send(t.Context(), c, []store.Notice{n}); err == nil || !strings.Contains(err.Error(), "500") || strings.Contains(err.Error(), "secret-token") {
		t.Errorf("status 500: %v", err)
	}
	status = 204
	if err := sender.Send(t.Context(), c, []store.Notice{n}); err != nil {
		t.Fatal(err)
	}
	if got != string(n.Body) || signature != "sha256="+sign("s", n.Body) || key != "7" {
		t.Errorf("%s, signed %s, key %s", got, signature, key)
	}
	private := &Sender{}
	if err := private.Send(t.Context(), Channel{Kind: Webhook, Target: "http://169.254.169.254/x"}, []store.Notice{n}); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("a private address: %v", err)
	}
}

// TestCommand: the notice is on its input, and nothing from outside on its line.
func TestCommand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out")
	n := notice(t, 1, Body{Event: "gone", Summary: "gone: $(touch pwned) `x` ; rm"})
	s := &Sender{}
	if err := s.Send(t.Context(), Channel{Kind: Command, Target: "{ echo $ONRECORD_EVENT; cat; } > " + file}, []store.Notice{n}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil || string(b) != "gone\n"+string(n.Body) {
		t.Errorf("%q %v", b, err)
	}
	if err := s.Send(t.Context(), Channel{Kind: Command, Target: "echo broken >&2; exit 3"}, []store.Notice{n}); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("a command that fails: %v", err)
	}
}

// mailServer speaks enough of SMTP (RFC 5321) to take one message after another.
func mailServer(t *testing.T) (address string, mails chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	mails = make(chan string, 10)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			serveMail(c, mails)
		}
	}()
	return l.Addr().String(), mails
}

func serveMail(c net.Conn, mails chan string) {
	defer c.Close()
	r := bufio.NewReader(c)
	say := func(s string) { fmt.Fprint(c, s+"\r\n") }
	say("220 test")
	data := ""
	for inData := false; ; {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		switch word := strings.ToUpper(strings.Fields(line + " x")[0]); {
		case inData && line == ".\r\n":
			inData = false
			mails <- data
			say("250 taken")
		case inData:
			data += line
		case word == "DATA":
			inData, data = true, ""
			say("354 go on")
		case word == "QUIT":
			say("221 bye")
			return
		default:
			say("250 ok")
		}
	}
}

// TestMail: one message for all, and no header from outside.
func TestMail(t *testing.T) {
	address, mails := mailServer(t)
	c := Channel{Kind: Mail, Target: "desk@example.org", From: "onrecord@example.org", Server: address}
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	one := notice(t, 1, Body{Event: "edited", Summary: "edited: a\r\nBcc: victim@example.org\r\n\r\nbody", Text: "is now", Previous: "was then"})
	s := &Sender{}
	if err := s.Send(t.Context(), c, []store.Notice{one}); err != nil {
		t.Fatal(err)
	}
	got := <-mails
	head, _, _ := strings.Cut(got, "\r\n\r\n")
	if strings.Contains(head, "\r\nBcc:") || !strings.Contains(head, "To: <desk@example.org>") || !strings.Contains(got, "was then") {
		t.Errorf("%s", got)
	}
	if err := s.Send(t.Context(), c, []store.Notice{one, notice(t, 2, Body{Event: "gone", Summary: "gone: b"})}); err != nil {
		t.Fatal(err)
	}
	if got := <-mails; !strings.Contains(got, "2 events") || !strings.Contains(got, "gone: b") {
		t.Errorf("%s", got)
	}
	c.User = "u" // a password goes nowhere without TLS
	if err := s.Send(t.Context(), c, []store.Notice{one}); err == nil {
		t.Error("a password is sent in the clear")
	}
}

// TestAtom: the file is a feed that any reader reads, whole or not there.
func TestAtom(t *testing.T) {
	file := filepath.Join(t.TempDir(), "changes.atom")
	all := []store.Notice{
		notice(t, 2, Body{Event: "gone", Summary: "gone: <script>alert(1)</script>", URL: "https://x.com/a/status/1"}),
		notice(t, 1, Body{Event: "edited", Summary: "edited: b", URL: "javascript:alert(1)"}),
	}
	s := &Sender{Latest: func(context.Context) ([]store.Notice, error) { return all, nil }}
	c := Channel{Name: "feed", Kind: Atom, Target: file, Events: []string{"gone", "edited"}}
	if err := s.Send(t.Context(), c, all); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var f atom.Feed
	if err := xml.Unmarshal(b, &f); err != nil || len(f.Entries) != 2 || f.Entries[0].Link == nil || f.Entries[1].Link != nil || f.Updated == "" {
		t.Errorf("%+v %v", f, err)
	}
	if f.Entries[0].Title != "gone: <script>alert(1)</script>" || strings.Contains(string(b), "<script>") {
		t.Errorf("%s", b)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("%v %v", left, err)
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []Channel{
		{Kind: "pigeon", Target: "x"}, {Kind: Webhook, Target: "ftp://a.example"}, {Kind: Mail, Target: "desk@example.org", From: "x", Server: "a:25"},
		{Kind: Mail, Target: "desk@example.org", From: "a@example.org", Server: "nowhere"}, {Kind: Command, Target: " "}, {Kind: Atom, Target: "a", Events: []string{"born"}},
	} {
		if c.Check() == nil {
			t.Errorf("%+v passes", c)
		}
	}
}

package postgres

import (
	"errors"
	"strings"
	"testing"

	"onrecord/store"
	"onrecord/store/postgres/postgrestest"
	"onrecord/store/sqlite"
)

// TestShown: an address is shown as it was given, without its password wherever that stands,
// and not at all where it cannot be told from the rest.
func TestShown(t *testing.T) {
	for given, want := range map[string]string{
		"postgres://me@db.example:5433/news":                            "postgres://me@db.example:5433/news",
		"postgres://me:Sesame@db.example/news":                          "postgres://me@db.example/news",
		"postgres://me:Ses%2Fame@db.example/news?sslmode=require":       "postgres://me@db.example/news?sslmode=require",
		"postgres://db.example/news?user=me&password=Sesame":            "postgres://db.example/news?user=me",
		"postgres://db.example/news?PASSWORD=Sesame&sslpassword=Sesame": "postgres://db.example/news",
		"postgres://db.example/news?pass%77ord=Sesame&search_path=a":    "postgres://db.example/news?search_path=a",
		"postgres://me@/news?host=/var/run/postgresql":                  "postgres://me@/news?host=/var/run/postgresql",
		"postgresql://me:Sesame@[::1]:5432/news":                        "postgresql://me@[::1]:5432/news",
		"postgres://":                                                   "postgres://",
		"postgres://me:12#Sesame@db.example/news":                       "postgres://…",
		"postgres://me:12/Sesame@db.example/news":                       "postgres://…",
		"postgres://me:12?Sesame@db.example/news":                       "postgres://…",
		"postgres://me:Ses@Sesame@db.example/news":                      "postgres://…",
		"postgres://me:Sesame%zz@db.example/news":                       "postgres://…",
		"Postgres://me:Sesame[@db.example/news":                         "postgres://…",
	} {
		if got := Shown(given); got != want {
			t.Errorf("%s is shown as %s, want %s", given, got, want)
		}
		if !IsAddress(given) {
			t.Errorf("%s is taken for a directory", given)
		}
	}
}

// TestAddressErrors: what is wrong with an address is told, and the password is not.
func TestAddressErrors(t *testing.T) {
	for given, want := range map[string]string{
		"postgres:me:Sesame@db.example/news":                 "no address",
		"postgres://me:12#Sesame@db.example/news":            "%23",
		"postgres://me:12/Sesame@db.example/news":            "%2F",
		"postgres://me:a@Sesame@db.example/news":             "%40",
		"postgres://me:Sesame%zz@db.example/news":            "%25",
		"postgres://me:Sesame@db.example:port/news":          "no address",
		"postgres://me:Sesame@db.example/news?sslmode=no":    "sslmode",
		"postgres://me:Sesame@db.example/n?sslrootcert=/no/": "/no/",
	} {
		_, err := Open(t.Context(), given, t.TempDir(), sqlite.Options{ReadOnly: true})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "Sesame") {
			t.Errorf("%s: %v, want a word of %q", given, err, want)
		}
	}
}

// TestNoDatabase: a server that has no such database, and none at all.
func TestNoDatabase(t *testing.T) {
	there := postgrestest.Address(t)
	_, err := Open(t.Context(), strings.Replace(there, "/postgres?", "/absent?", 1), t.TempDir(), sqlite.Options{Create: true})
	if !errors.Is(err, store.ErrNotFound) || !strings.Contains(err.Error(), "createdb") {
		t.Errorf("without a database: %v", err)
	}
	_, err = Open(t.Context(), "postgres://me:Sesame@127.0.0.1:1/news", t.TempDir(), sqlite.Options{Create: true})
	if !errors.Is(err, store.ErrUnreachable) || strings.Contains(err.Error(), "Sesame") || strings.Contains(err.Error(), "\n") {
		t.Errorf("without a server: %v", err)
	}
}

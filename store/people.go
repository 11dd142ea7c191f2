package store

import "context"

// Person is somebody with several accounts and names, as the user says.
type Person struct {
	// Name is how the user calls them, unique within an archive.
	Name string
	// Names are other names: aliases, other scripts.
	Names    []string
	Accounts []Account
}

// Account is an author on a platform.
type Account struct {
	Platform Platform
	// Key is Author.Key.
	Key string
}

// People groups accounts by who is behind them.
type People interface {
	// SavePerson adds a person, or adds names and accounts to the one of that
	// name. An account belongs to one person: the last one says whose.
	SavePerson(ctx context.Context, p Person) error
	// RemovePerson ungroups a person's accounts; ErrNotFound for none.
	RemovePerson(ctx context.Context, name string) error
	// People are all of them, by name.
	People(ctx context.Context) ([]Person, error)
}

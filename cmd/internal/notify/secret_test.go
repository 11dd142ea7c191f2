package notify

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"onrecord/store"
	"onrecord/store/sqlite"
)

// drawer keeps settings in memory and files in a directory.
type drawer struct {
	settings map[string]string
	dir      string
}

func (d drawer) Setting(_ context.Context, name string) (string, error) { return d.settings[name], nil }

func (d drawer) SetSetting(_ context.Context, name, value string) error {
	d.settings[name] = value
	return nil
}

func (d drawer) Beside(name string) string { return filepath.Join(d.dir, name) }

const secretAddress = "https://hooks.example/services/T0/B0/verysecret"

// TestTheAddressOfAWebhookIsNoPartOfTheArchive: it lies in a file of its owner's beside the
// archive, is taken out of an archive that has it, and a copy of the archive says that it
// lacks it instead of asking a wrong address.
func TestTheAddressOfAWebhookIsNoPartOfTheArchive(t *testing.T) {
	d := drawer{map[string]string{setting: `[{"name":"desk","kind":"webhook","target":"` + secretAddress + `"},{"name":"post","kind":"atom","target":"/srv/a.xml"}]`}, t.TempDir()}
	for range 2 { // as an earlier onrecord left it, and as this one does
		all, err := Channels(t.Context(), d)
		if err != nil || len(all) != 2 || all[0].Target != secretAddress || all[1].Target != "/srv/a.xml" {
			t.Fatalf("%+v %v", all, err)
		}
		if strings.Contains(d.settings[setting], "verysecret") {
			t.Errorf("the archive has it: %s", d.settings[setting])
		}
	}
	if info, err := os.Stat(d.Beside(secretFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}

	copied := drawer{d.settings, t.TempDir()}
	all, err := Channels(t.Context(), copied)
	if err != nil {
		t.Fatal(err)
	}
	if err := (&Sender{}).Send(t.Context(), all[0], []store.Notice{{}}); err == nil || !strings.Contains(err.Error(), "add it again") {
		t.Errorf("a copy of the archive: %v", err)
	}

	if err := ChangeChannels(t.Context(), d, func(all []Channel) ([]Channel, error) { return all[1:], nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(d.Beside(secretFile)); !os.IsNotExist(err) {
		t.Errorf("the address of a channel that was removed is kept: %v", err)
	}
}

// TestChannelsAddedAtOnce: of channels that are added at the same moment none is lost, nor
// the address of any.
func TestChannelsAddedAtOnce(t *testing.T) {
	dir := t.TempDir()
	var g errgroup.Group
	for i := range 8 {
		d, err := sqlite.Open(t.Context(), dir, sqlite.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		g.Go(func() error {
			return ChangeChannels(t.Context(), d, func(all []Channel) ([]Channel, error) {
				return append(all, Channel{Name: fmt.Sprint(i), Kind: Webhook, Target: fmt.Sprintf("https://hooks.example/secret/%d", i)}), nil
			})
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	d, err := sqlite.Open(t.Context(), dir, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	all, err := Channels(t.Context(), d)
	if err != nil || len(all) != 8 {
		t.Fatalf("%d channels, %v", len(all), err)
	}
	for _, c := range all {
		if c.Target != "https://hooks.example/secret/"+c.Name {
			t.Errorf("%s has the address %s", c.Name, c.Target)
		}
	}
}

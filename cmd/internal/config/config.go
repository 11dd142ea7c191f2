// Package config holds what the environment and the flags set, and makes of it what
// asks the web: the adapters, the options of the network, the Wayback Machine.
package config

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"onrecord/scraper"
	"onrecord/scraper/client"
	"onrecord/scraper/platform"
	"onrecord/scraper/platform/bluesky"
	"onrecord/scraper/platform/x"
	"onrecord/scraper/wayback"
	"onrecord/store"
	"onrecord/store/proof"
)

// Config is what the environment and the flags of fetching commands set.
type Config struct {
	// Contact is whom a site can write to, Relay an FxEmbed service.
	Contact, Relay string
	// Delay lies between two requests to one host; Timeout ends one.
	Delay, Timeout time.Duration
	// AllowPrivate lets requests reach private addresses.
	AllowPrivate bool
	// MediaDir is where the bytes of media lie where the archive is a database: a directory
	// or a bucket.
	MediaDir string
	// Media keeps the bytes of media, Screenshot pictures of pages; SaveTo asks an
	// archive to keep what was captured.
	Media, Screenshot   bool
	SaveTo, WaybackBase string
	Parallel, PerHost   int
	// Lean keeps little of the archive in memory, for those whose memory others choose.
	Lean bool
	// LibreTranslate and OpenAI are addresses of servers, OpenAIModel and OpenAIEmbed
	// the latter's models; DeepL says that it may be asked; NoTranslate leaves
	// translation alone.
	LibreTranslate, OpenAI, OpenAIModel, OpenAIEmbed string
	DeepL, NoTranslate                               bool

	// What the demo alone sets: it asks the web that it serves itself, waits for
	// nothing, and keeps its key beside its archive.
	X            x.Endpoints
	Bluesky      bluesky.Endpoints
	ConfirmAfter time.Duration
	KeyFile      string
}

// Env is what a command gives each job: its settings, its clock, and where warnings
// and progress go.
type Env struct {
	Config
	// Version is the program's.
	Version string
	Now     func() time.Time
	// Warn tells of what went wrong and stops nothing.
	Warn func(error)
	// Progress begins to show how far something is.
	Progress func(what string) func(done, total int)
}

// ContactSetting is the archive's own contact.
const ContactSetting = "contact"

// Settings are those that an archive keeps.
type Settings interface {
	Setting(ctx context.Context, name string) (string, error)
}

// WithContact is e with the archive's own contact where no flag gives one.
func (e Env) WithContact(ctx context.Context, st Settings) (Env, error) {
	if e.Contact != "" {
		return e, nil
	}
	var err error
	e.Contact, err = st.Setting(ctx, ContactSetting)
	return e, err
}

// UserAgent names onrecord, its version and whom to write to.
func (e Env) UserAgent() string {
	if e.Contact == "" {
		return fmt.Sprintf("onrecord/%s (archives public posts and articles)", e.Version)
	}
	return fmt.Sprintf("onrecord/%s (archives public posts and articles; +%s)", e.Version, e.Contact)
}

// Network is how any request is made: by what name, and to which addresses.
func (e Env) Network() client.Options {
	return client.Options{UserAgent: e.UserAgent(), AllowPrivate: e.AllowPrivate}
}

// Platforms are those that the program knows.
func (c Config) Platforms() *scraper.Registry {
	endpoints := c.X
	endpoints.Relay = c.Relay
	endpoints.Token = os.Getenv("ONRECORD_X_TOKEN")
	return platform.All(platform.Options{X: endpoints, Bluesky: c.Bluesky})
}

// Wayback is the Wayback Machine that is asked.
func (c Config) Wayback() wayback.Machine { return wayback.New(c.WaybackBase) }

// ConfirmGap is how long after a first look that missed a document a second
// one may confirm that it is gone.
func (c Config) ConfirmGap() time.Duration {
	if c.ConfirmAfter > 0 {
		return c.ConfirmAfter
	}
	return 5 * time.Minute
}

// Collector is what the log says of the program that fetches.
func (e Env) Collector() proof.Collector {
	c := proof.Collector{Software: "onrecord", Version: e.Version, Config: e.sum()}
	c.Host, _ = os.Hostname() // unknown is ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				c.Commit = s.Value
			}
		}
	}
	return c
}

// sum is the SHA-256, in hexadecimal, of what decides how something is fetched, as
// JSON whose keys are in the order of the alphabet. Other settings leave it as it is.
func (c Config) sum() string {
	b, err := json.Marshal(map[string]any{
		"allow_private": c.AllowPrivate, "confirm_after": c.ConfirmAfter.String(), "contact": c.Contact, "delay": c.Delay.String(),
		"media": c.Media, "parallel": c.Parallel, "per_host": c.PerHost, "relay": c.Relay, "save_to": c.SaveTo,
		"screenshot": c.Screenshot, "timeout": c.Timeout.String(), "wayback": c.WaybackBase,
	})
	if err != nil {
		panic(err) // strings, numbers and truth values
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Beacon asks the public beacon that the archive names for its value; nil where
// there is none. One that does not answer stops no run.
func (e Env) Beacon(ctx context.Context, st Settings) *store.Beacon {
	url, err := st.Setting(ctx, BeaconSetting)
	if err != nil || url == "" {
		return nil
	}
	if named, err := e.WithContact(ctx, st); err == nil { // without it, it is asked all the same
		e = named
	}
	b := &store.Beacon{URL: url, At: store.FormatTime(e.Now())}
	if b.Value, err = client.AskBeacon(ctx, e.Network(), url); err != nil {
		b.Error = err.Error()
		e.Warn(fmt.Errorf("the beacon: %w; the run goes on without it", err))
	}
	return b
}

// BeaconSetting is the address of a public beacon.
const BeaconSetting = "log.beacon"

package main

import (
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"onrecord/cmd/internal/cli"
)

// memoryAimed is how much memory what fetches or imports tries to do with beside the database's;
// it takes more where it must.
const memoryAimed = 128 << 20

// fetchFlags adds the flags of every command that fetches, whose memory others choose: they
// send what it reads.
func (a *app) fetchFlags(cmd *cobra.Command) {
	a.askingFlags(cmd)
	cmd.PreRun = func(*cobra.Command, []string) { a.config.Lean = true; aimLow(100) }
	f := cmd.Flags()
	cli.URLVar(f, &a.config.Relay, "x-relay", os.Getenv("ONRECORD_X_RELAY"), "the `URL` of an FxEmbed service to ask for X accounts and cut posts; what it passes on is marked as relayed (env ONRECORD_X_RELAY)")
	cli.LengthVar(f, &a.config.Delay, "delay", time.Second, 0, time.Hour, "wait this long between two requests to one host")
	f.BoolVar(&a.config.Media, "media", false, "keep the pictures, videos and sounds of new posts as well; capture also those of known ones")
	f.BoolVar(&a.config.Screenshot, "screenshot", false, "keep a picture of each new page, taken with an installed Chromium; capture also of known ones")
	cli.ChoiceVar(f, &a.config.SaveTo, "save-to", "", []string{"wayback"}, "ask another archive to keep each new page too: wayback")
	cli.URLVar(f, &a.config.WaybackBase, "wayback", "", "the `URL` of another Wayback Machine than web.archive.org")
	cli.NumberVar(f, &a.config.Parallel, "parallel", 8, 1, 256, "ask this many hosts at once")
	cli.NumberVar(f, &a.config.PerHost, "per-host", 1, 1, 16, "send this many requests at once to one host")
	cli.LengthVar(f, &a.config.Timeout, "timeout", time.Minute, time.Second, time.Hour, "give up on a request after this long")
}

// aimLow has the program do with the memory that is aimed at, where it can, and otherwise look for
// what it needs no more whenever it has grown by so many percent.
func aimLow(percent int) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryAimed)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// translateFlags adds the flags of every command that looks for quotes.
func (a *app) translateFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	cli.URLVar(f, &a.config.LibreTranslate, "libretranslate", os.Getenv("ONRECORD_LIBRETRANSLATE"), "the `URL` of a LibreTranslate server to translate with; its key, if it wants one, in ONRECORD_LIBRETRANSLATE_KEY (env ONRECORD_LIBRETRANSLATE)")
	cli.URLVar(f, &a.config.OpenAI, "openai", os.Getenv("ONRECORD_OPENAI"), "the `URL` of a language model's server that speaks OpenAI's interface (Ollama, llama.cpp, vLLM, hosted); see 'onrecord help languages' (env ONRECORD_OPENAI)")
	f.StringVar(&a.config.OpenAIModel, "openai-model", os.Getenv("ONRECORD_OPENAI_MODEL"), "the `model` to ask, the server's first where none is named (env ONRECORD_OPENAI_MODEL)")
	f.StringVar(&a.config.OpenAIEmbed, "openai-embed", os.Getenv("ONRECORD_OPENAI_EMBED"), "the `model` that embeds texts, none where none is named (env ONRECORD_OPENAI_EMBED)")
	f.BoolVar(&a.config.DeepL, "deepl", os.Getenv("ONRECORD_DEEPL") != "", "have DeepL translate posts and quotes; its key in ONRECORD_DEEPL_KEY (env ONRECORD_DEEPL)")
	f.BoolVar(&a.config.NoTranslate, "no-translate", false, "use no translator, only the lexicon that onrecord carries")
}

// askingFlags adds the flags of every command that asks addresses which others choose.
func (a *app) askingFlags(cmd *cobra.Command) {
	a.networkFlags(cmd)
	cmd.Flags().Lookup("allow-private").Annotations = map[string][]string{cli.Strangers: {"true"}}
}

// networkFlags adds the flags of every command that may send requests, if only to
// notify or to have the log stamped.
func (a *app) networkFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&a.config.Contact, "contact", os.Getenv("ONRECORD_CONTACT"), "an `address` (mail or page) put in the User-Agent, so that a site can reach you (env ONRECORD_CONTACT)")
	f.BoolVar(&a.config.AllowPrivate, "allow-private", false, "let requests reach private addresses and any port: for an intranet, never for addresses from strangers")
}

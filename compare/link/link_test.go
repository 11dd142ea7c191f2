package link

import (
	"context"
	"strings"
	"testing"

	"onrecord/compare/cross"
	"onrecord/store"
)

func TestArticle(t *testing.T) {
	text := "“We will never close the northern ferry line,” Sam Sample wrote.\n\n“The seagulls always voted for the cheaper boat,” said Sam Sample.\n\n"
	v := store.Version{ID: 9, Document: "web:a", Content: store.Content{Text: text, Title: "Sample: “never close the northern ferry line”", Marks: []store.Mark{{Kind: store.MarkEmbed, From: len([]rune(text)), To: len([]rune(text)), URL: "https://x.com/sam/status/2", Document: "x:2"}}}}
	links, err := Article(context.Background(), port(), cross.Translators{}, store.Document{ID: "web:a", Kind: store.Article}, v)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range links {
		got = append(got, string(l.Quote.Kind)+" "+string(l.Match.Document)+" "+string(l.Match.Verdict)+" "+l.Match.Via)
	}
	if want := "headline x:2 verbatim original|inline x:2 verbatim original|inline   |embedded x:2 verbatim embed"; strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}

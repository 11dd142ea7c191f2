package split

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"testing"
)

// got are the values of a file in one line.
func got(t *testing.T, in string, lists Lists) string {
	t.Helper()
	br, note, err := Text(strings.NewReader(in))
	if err != nil {
		return err.Error()
	}
	var out []string
	err = Values(t.Context(), br, lists, func(v Value) error {
		s := fmt.Sprintf("%d:%s", v.Line, v.Raw)
		if v.Err != nil {
			s = fmt.Sprintf("%d!", v.Line)
		}
		if v.Head != nil {
			s += "<" + string(v.Head) + ">"
		}
		out = append(out, s)
		return nil
	})
	if err != nil {
		out = append(out, err.Error())
	}
	if odd := note(); odd != nil {
		said, _, _ := strings.Cut(strings.TrimPrefix(odd.Error(), "its text is not UTF-8; "), ":")
		out = append(out, "("+said+")")
	}
	return strings.Join(out, " ")
}

func TestValuesStandInManyWays(t *testing.T) {
	lists := Lists{Of: map[string]bool{"items": true}, Within: map[string]bool{"chats": true, "list": true}}
	for in, want := range map[string]string{
		"{\"a\":1}\n{\"a\":2}\n":                                     `1:{"a":1} 2:{"a":2}`,
		"\ufeff{\"a\":1}\r\n\ufeff{\"a\":2}\r\n":                     `1:{"a":1} 2:{"a":2}`,
		"{\"a\":1}\r{\"a\":2}\r":                                     `1:{"a":1} 1:{"a":2}`,
		"{\"a\":1}{\"a\":2}":                                         `1:{"a":1} 1:{"a":2}`,
		"[{\"a\":1},\n{\"a\":2}]":                                    `1:{"a":1} 2:{"a":2}`,
		"\x1e{\"a\":1}\n\x1e{\"a\":2}\n":                             `1:{"a":1} 2:{"a":2}`,
		"{\"a\":1},\n{\"a\":2},\n":                                   `1:{"a":1} 2:{"a":2}`,
		"{\"a\":1,}\n":                                               `1:{"a":1}`,
		"{\"a\":NaN,\"b\":[1,\"NaN\"]}":                              `1:{"a":null,"b":[1,"NaN"]}`,
		"{\n \"a\": {\"b\": [ 1,\n 2 ]}\n}\n{\n\"c\":\"\"}":          `1:{"a":{"b":[1,2]}} 5:{"c":""}`,
		"{\"a\":\"x\n{\"a\":2}":                                      `1! 2:{"a":2}`,
		"{\"z\":0}\n{\"a\":1,\n{\"a\":2}":                            `1:{"z":0} 2! 3:{"a":2}`,
		"{'a':1}\n{\"a\":2}":                                         `1! 2:{"a":2}`,
		"{\"z\":0}\n{'a':1}\n{\"a\":2}":                              `1:{"z":0} 2! 3:{"a":2}`,
		"{\"a\":\"x\n{\"a\n{\"a\":1,\n{\"a\":2}\n":                   `1! 2! 3! 4:{"a":2}`,
		"{\n\"a\":\"x\n{\"a\n {\"a\":2}\n":                           `1!`,
		"[[2,{\"a\":1}],[3,\"u\",{\"b\":2}]]":                        `1:{"a":1} 1:{"b":2}`,
		"window.YTD.tweets.part0 = [ {\"a\":1} ];":                   `1:{"a":1}<{"js":"window.YTD.tweets.part0"}>`,
		"{\"name\":\"n\",\"items\":[{\"a\":1},7,{\"a\":2}],\"x\":1}": `1:{"a":1}<{"name":"n"}> 1:{"a":2}<{"name":"n"}>`,
		"{\"chats\":{\"list\":[{\"id\":1,\"items\":[{\"a\":1}]},{\"id\":2,\"items\":[{\"a\":2}]}]}}": `1:{"a":1}<{"id":1}> 1:{"a":2}<{"id":2}>`,
		"{\"items\":7}":     `1:{"items":7}`,
		"[{\"a\":1},\n":     `1:{"a":1} 2!`,
		"{\"a\":\"\\\"}\"}": `1:{"a":"\"}"}`,
		"":                  ``,
		"{\"a\":\"Женева\"}\n{\"a\":\"\xd0\"}\n{\"a\":\"é\xff\xfe\"}\n": "1:{\"a\":\"Женева\"} 2:{\"a\":\"\xd0\"} 3:{\"a\":\"é\xff\xfe\"} (line 2, 3)",
		"\xff\xfe{\x00}\x00": `1:{} (read as UTF-16)`,
		"{\"a\":\"caf\xe9 et le th\xe9 \xe0 la cr\xe8me, voil\xe0\"}":                                                              `1:{"a":"café et le thé à la crème, voilà"} (read as windows-1252)`,
		"{\"a\":\"\x8f\xa0\xe0\xae\xac \xa1\xe3\xa4\xa5\xe2 \xe5\xae\xa4\xa8\xe2\xec \xaa\xa0\xa6\xa4\xeb\xa9 \xa4\xa5\xad\xec\"}": `1:{"a":"Паром будет ходить каждый день"} (read as ibm866)`,
	} {
		if s := got(t, in, lists); s != want {
			t.Errorf("%q:\n%s\nwant\n%s", in, s, want)
		}
	}
}

func TestBinaryFilesAreNotText(t *testing.T) {
	if _, _, err := Text(strings.NewReader(strings.Repeat("\x00\x01\x7fELF\x02\xff\xfe\x03", 1000))); err == nil {
		t.Error("taken for text")
	}
}

func TestTablesHaveManyForms(t *testing.T) {
	for in, want := range map[string]string{
		"a,b\n1,2\n":                   `2:{"a":"1","b":"2"}`,
		"\ufeffa;b\r\n1;2\r\n":         `2:{"a":"1","b":"2"}`,
		"a,b\n1,\"x\r\ny\"\n":          `2:{"a":"1","b":"x\r\ny"}`,
		"a,b\n1,\"x\r\ny\"\r\n2,z\r\n": `2:{"a":"1","b":"x\r\ny"} 4:{"a":"2","b":"z"}`,
		"a,b\r\n1,\"x\r\ny\"\r\n":      `2:{"a":"1","b":"x\ny"}`,
		"sep=;\na;b\n1;\"x, y\"\n":     `3:{"a":"1","b":"x, y"}`,
		"a\tb\r1\t2\r":                 `2:{"a":"1","b":"2"}`,
		"a,a,\n1,2,3\n":                `2:{"a":"1","a.2":"2","column 3":"3"}`,
		"a,b\n\"two\nlines\",2\n3,4\n": `2:{"a":"two\nlines","b":"2"} 4:{"a":"3","b":"4"}`,
		"a,b\n1,2,3\n4,5\n":            `2! 3:{"a":"4","b":"5"}`,
		"\n\na,b\n\n1,2\n":             `5:{"a":"1","b":"2"}`,
		"a,b\n1,say \"yes\" <& more\n": `2:{"a":"1","b":"say \"yes\" <& more"}`,
	} {
		br, _, err := Text(strings.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		if err := Rows(t.Context(), br, func(_ []string, v Value) error {
			if out = append(out, fmt.Sprintf("%d:%s", v.Line, v.Raw)); v.Err != nil {
				out[len(out)-1] = fmt.Sprintf("%d!", v.Line)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
		if s := strings.Join(out, " "); s != want {
			t.Errorf("%q:\n%s\nwant\n%s", in, s, want)
		}
	}
}

func FuzzValues(f *testing.F) {
	f.Add("[{\"items\":[{}]}]")
	f.Fuzz(func(t *testing.T, in string) {
		_ = Values(context.Background(), bufio.NewReader(strings.NewReader(in)), Lists{Of: map[string]bool{"items": true}}, func(Value) error { return nil })
	})
}

package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// interruptedRows are a table's rows: no two have the same words.
func interruptedRows(n int) [][]string {
	rows := [][]string{{"id", "platform", "author_handle", "text", "posted_at"}}
	for i := range n {
		rows = append(rows, []string{fmt.Sprint(int64(1988393441999000001) + int64(i)), "x", "townhall", fmt.Sprintf("Note %d of the harbour, and of pier %d.", i, i%97), fmt.Sprintf("2025-11-11T%02d:%02d:33Z", i%24, i%60)})
	}
	return rows
}

func workbookOf(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var sheet strings.Builder
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for _, row := range rows {
		sheet.WriteString("<row>")
		for _, cell := range row {
			sheet.WriteString(`<c t="inlineStr"><is><t>` + cell + `</t></is></c>`)
		}
		sheet.WriteString("</row>")
	}
	sheet.WriteString(`</sheetData></worksheet>`)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range [][2]string{
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet.String()},
	} {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(f[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func capturesOf(n int) []byte {
	var out bytes.Buffer
	for i := range n {
		page := fmt.Sprintf(`<!doctype html><html lang=en><head><title>Day %d</title></head><body><article><p>The harbour of day %d has %d ferries, which wait for the weather to turn.</p></article></body></html>`, i, i, i*7)
		http := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(page), page)
		fmt.Fprintf(&out, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Date: %s\r\nWARC-Target-URI: https://paper.example/a/%d\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			i, time.Date(2024, 1, 1, 0, i, 0, 0, time.UTC).Format(time.RFC3339), i, len(http), http)
	}
	return out.Bytes()
}

// TestInterruptedImportsGoOn: an import of a table, a workbook or captures that is killed and
// run again makes the archive that it makes uninterrupted, with no capture twice.
func TestInterruptedImportsGoOn(t *testing.T) {
	rows := interruptedRows(5000)
	var table strings.Builder
	for _, r := range rows {
		for i, cell := range r {
			if i > 0 {
				table.WriteByte(',')
			}
			table.WriteString(`"` + cell + `"`)
		}
		table.WriteByte('\n')
	}
	for name, content := range map[string][]byte{"posts.csv": []byte(table.String()), "posts.xlsx": workbookOf(t, rows), "pages.warc": capturesOf(400)} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, name)
			if err := os.WriteFile(file, content, 0o600); err != nil {
				t.Fatal(err)
			}
			most := int64(8 << 20) // a table's first two thousand rows are in then
			if name == "pages.warc" {
				most = 2 << 20
			}
			whole, cut := filepath.Join(dir, "whole"), filepath.Join(dir, "cut")
			if out, err := child(t, "-a", whole, "import", "--no-link", file).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			killed := killedImport(t, cut, file, most)
			if out, err := child(t, "-a", cut, "import", "--no-link", file).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			a, b := listedAs(t, whole), listedAs(t, cut)
			if len(a) == 0 || len(a) != len(b) {
				t.Errorf("%d documents and captures, not %d", len(b), len(a))
			}
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Fatalf("%s\nnot\n%s", b[i], a[i])
				}
			}
			t.Logf("killed with %d of %d", killed, len(a))
		})
	}
}

// killedImport kills an import once its archive has so many bytes, and says how many
// documents were in.
func killedImport(t *testing.T, archive, file string, most int64) int {
	t.Helper()
	cmd := child(t, "-a", archive, "import", "--no-link", file)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 600 {
		time.Sleep(50 * time.Millisecond)
		size := int64(0)
		for _, name := range []string{"onrecord.db", "onrecord.db-wal"} {
			if info, err := os.Stat(filepath.Join(archive, name)); err == nil {
				size += info.Size()
			}
		}
		if size > most {
			break
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return len(listedAs(t, archive))
}

// listedAs are an archive's documents without the times of the import itself.
func listedAs(t *testing.T, archive string) (out []string) {
	t.Helper()
	for _, kind := range []string{"posts", "articles"} {
		var errs bytes.Buffer
		cmd := exec.Command(childProgram(t), "-a", archive, "list", kind, "--json")
		cmd.Env, cmd.Stderr = childEnv(), &errs
		b, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v: %s", err, errs.String())
		}
		for line := range strings.Lines(string(b)) {
			var o map[string]any
			if err := json.Unmarshal([]byte(line), &o); err != nil {
				t.Fatal(err)
			}
			delete(o, "recorded_at")
			b, err := json.Marshal(o)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, string(b))
		}
	}
	return out
}

package workbook_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"onrecord/cmd/internal/ingest/workbook"
)

// made is a workbook of the parts given, one sheet and no more.
func made(t *testing.T, sheet string, more map[string]string) (*workbook.File, error) {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	parts := map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + sheet + `</sheetData></worksheet>`,
	}
	for name, s := range more {
		parts[name] = s
	}
	for name, s := range parts {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write([]byte(s))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return workbook.Open(z)
}

func rows(t *testing.T, sheet string, more map[string]string) string {
	t.Helper()
	f, err := made(t, sheet, more)
	if err != nil {
		return err.Error()
	}
	var out []string
	err = f.Rows(0, func(r workbook.Row) error {
		s := fmt.Sprintf("%d %s", r.Number, strings.Join(r.Cells, "|"))
		if r.Err != nil {
			s += " ! " + r.Err.Error()
		}
		out = append(out, s)
		return nil
	})
	if err != nil {
		out = append(out, err.Error())
	}
	return strings.Join(out, "\n")
}

// TestABadCellCostsItsRowOnly: a number of no shared text, a cell outside of any
// sheet, neither of which may end the program or take its memory.
func TestABadCellCostsItsRowOnly(t *testing.T) {
	shared := map[string]string{"xl/sharedStrings.xml": `<sst><si><t>one</t></si><si><r><t>t</t></r><r><t xml:space="preserve">wo _x0041_</t></r><rPh><t>no</t></rPh></si></sst>`}
	for name, c := range map[string]struct{ sheet, want string }{
		"shared texts":         {`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>`, "2 one||two A"},
		"below nought":         {`<row><c t="s"><v>-1</v></c></row><row><c t="s"><v>0</v></c></row>`, "1  ! cell the one in column 1: there is no shared text of number \"-1\"\n2 one"},
		"beyond the last":      {`<row r="5"><c r="A5" t="s"><v>2</v></c><c r="B5"><v>7</v></c></row>`, "5 |7 ! cell A5: there is no shared text of number \"2\""},
		"a column of no sheet": {`<row><c r="ZZZZZZ2"><v>1</v></c><c r="B1"><v>2</v></c></row>`, "1 |2 ! \"ZZZZZZ2\" is no cell of a sheet"},
		"just outside":         {`<row><c r="XFE1"><v>1</v></c></row>`, "1  ! \"XFE1\" is no cell of a sheet"},
		"without references":   {`<row><c t="inlineStr"><is><t>a</t></is></c><c t="str"><f>B&amp;C</f><v>b</v></c></row><row/><row><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c></row>`, "1 a|b\n3 |1"},
		"long numbers":         {`<row><c><v>1988393441999593891</v></c></row>`, "1 1988393441999593891"},
		"nested":               {`<row>` + strings.Repeat("<c>", 200), "its elements are nested more than 100 deep"},
		"cut off":              {`<row><c><v>1</v></c></row><row><c>`, "1 1\nXML syntax error on line 1: element <c> closed by </sheetData>"},
		"a piece too long":     {`<row><c t="str"><v>` + strings.Repeat("a", 5<<20) + `</v></c></row>`, "one piece of it is longer than 4 MiB"},
	} {
		if got := rows(t, c.sheet, shared); got != c.want {
			t.Errorf("%s: %.300q, want %q", name, got, c.want)
		}
	}
}

func TestDatesAreByStyle(t *testing.T) {
	styles := map[string]string{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-409]yyyy\-mm\-dd h:mm"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`}
	sheet := `<row><c s="0"><v>45963</v></c><c s="1"><v>45963</v></c><c s="2"><v>45963.5</v></c><c s="99"><v>1.5</v></c></row>`
	if got, want := rows(t, sheet, styles), "1 45963|2025-11-02|2025-11-02T12:00:00|1.5"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestSharedTextsAreBounded(t *testing.T) {
	si := `<si><t>` + strings.Repeat("a", 1<<20) + `</t></si>`
	_, err := made(t, "", map[string]string{"xl/sharedStrings.xml": `<sst>` + strings.Repeat(si, 130) + `</sst>`})
	if err == nil || !strings.Contains(err.Error(), "save the sheet as CSV") {
		t.Errorf("%v", err)
	}
}

package ingest

import (
	"errors"
	"fmt"

	"onrecord/cmd/internal/exit"
	"onrecord/cmd/internal/words"
)

// Err is how an import of files ended, of which so many asked for a map.
func (n FileCounts) Err(asked int) error {
	bad, good := n.Refused+n.Failed, n.Lines-n.Failed
	if c := n.Captures; c != nil {
		bad += c.Failed + c.Refused
		good += c.Captures + c.There
	}
	switch {
	case bad+asked == 0:
		return nil
	case good <= 0 && asked > 0 && bad == 0:
		return exit.Silent(exit.Usage)
	case good <= 0:
		return &exit.Error{Code: exit.Failed, Err: errors.New("nothing could be taken in; see the lines above")}
	}
	return exit.Partf("%s could not be read; mend and import again, what is in stays as it is", linesOrFiles(bad+asked))
}

// Err is how an import ended.
func (n CaptureCounts) Err() error {
	bad := n.Failed + n.Refused
	switch {
	case bad > 0 && n.Captures+n.There == 0:
		return &exit.Error{Code: exit.Failed, Err: errors.New("nothing could be taken in; see the lines above")}
	case n.Refused > 0:
		return exit.Partf("%s refused; what is in stays as it is", words.Count(n.Refused, "file"))
	case n.Failed > 0:
		return exit.Partf("%s could not be read; what is in stays as it is", words.Count(n.Failed, "record"))
	}
	return nil
}

// Err is how an import of lines of a kind ended.
func (n LineCounts) Err(kind string) error {
	switch {
	case n.Lines == 0:
		return fmt.Errorf("there is nothing in it; each line must be a JSON object, see 'onrecord import %s --help'", kind)
	case n.Failed > 0 && n.Failed == n.Lines:
		return fmt.Errorf("no line could be read; each must be a JSON object, see 'onrecord import %s --help'; what another program wrote, or a table, is for 'onrecord import FILE', which finds out by itself what it is", kind)
	case n.Failed > 0:
		return exit.Partf("%s could not be read; mend and import the file again, what is in stays as it is", words.Count(n.Failed, "line"))
	}
	return nil
}

func linesOrFiles(n int) string {
	if n == 1 {
		return "1 line or file"
	}
	return fmt.Sprintf("%d lines or files", n)
}

package ingest

import (
	"context"
	"strconv"

	"onrecord/store"
)

// A batch is a transaction: the larger it is, the less is written twice, and the more is
// read again where an import is interrupted.
const (
	batchMost  = 3000
	batchBytes = 8 << 20
)

// put takes what a line says into the batch, and records the batch when it is full.
func (im *Lines) put(ctx context.Context, line int, url string, body []byte, seen []store.Observation) error {
	im.batch = append(im.batch, store.Recording{
		Capture: store.Capture{
			Method: store.MethodImport, Endpoint: "import", URL: url, FinalURL: im.file + "#" + strconv.Itoa(line), Document: seen[0].Document,
			Body: body, StartedAt: im.at, FinishedAt: im.at, Outcome: store.OutcomeOK, Robots: "none",
		},
		Seen: seen,
	})
	if im.bytes += len(body); len(im.batch) < batchMost && im.bytes < batchBytes {
		return nil
	}
	return im.begin(ctx)
}

// add adds what another file brought.
func (n *LineCounts) add(o LineCounts) {
	n.Lines += o.Lines
	n.New += o.New
	n.Edited += o.Edited
	n.Gone += o.Gone
	n.Unchanged += o.Unchanged
	n.Filled += o.Filled
	n.Contradicted += o.Contradicted
	n.NewEdited += o.NewEdited
	n.NewGone += o.NewGone
	n.Failed += o.Failed
	n.There += o.There
}

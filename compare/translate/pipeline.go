package translate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// answerWithin is how long a pipeline may take for a line before it is killed.
const answerWithin = 10 * time.Second

// pipeline is a chain of processes, started when first needed.
type pipeline struct {
	stages [][]string
	within time.Duration // answerWithin when 0

	mu      sync.Mutex
	running []*exec.Cmd
	in      *os.File
	out     *os.File
	read    *bufio.Reader
	closed  bool
}

var errClosed = errors.New("the translator is closed")

// translate sends a line through. A pipeline that fails or does not answer is
// killed; the next call starts it again.
func (p *pipeline) translate(ctx context.Context, line string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return "", errClosed
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if p.running == nil {
		if err := p.start(); err != nil {
			p.kill()
			return "", err
		}
	}
	answer, err := p.ask(ctx, escape(line)+endOfRequest)
	if err != nil {
		p.kill()
		return "", err
	}
	return unescape(answer), nil
}

// start starts every stage, each reading what the one before it writes.
func (p *pipeline) start() error {
	first, in, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	p.in = in
	from := first
	for _, args := range p.stages {
		to, next, err := p.stage(args, from)
		_ = from.Close() // the stage has its own
		if err != nil {
			return err
		}
		_ = to.Close()
		from = next
	}
	p.out, p.read = from, bufio.NewReader(from)
	return nil
}

// stage starts one process; it gives the ends of the pipe that it writes to.
func (p *pipeline) stage(args []string, from *os.File) (to, next *os.File, err error) {
	if next, to, err = os.Pipe(); err != nil {
		return nil, nil, fmt.Errorf("start: %w", err)
	}
	cmd := exec.Command(args[0], args[1:]...) //nolint:gosec,noctx // the system's own mode file says what to run, for as long as there are texts
	cmd.Stdin, cmd.Stdout = from, to
	// Should we be killed, the first stage reads the end of its input, and the
	// others after it.
	if err := cmd.Start(); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("start %s: %w; reinstall Debian's apertium", filepath.Base(args[0]), err), to.Close(), next.Close())
	}
	p.running = append(p.running, cmd)
	return to, next, nil
}

// ask writes a request and reads the answer up to its NUL.
func (p *pipeline) ask(ctx context.Context, request string) (string, error) {
	within := p.within
	if within == 0 {
		within = answerWithin
	}
	deadline := time.Now().Add(within)
	if d, ok := ctx.Deadline(); ok && d.Before(deadline) {
		deadline = d
	}
	stop := context.AfterFunc(ctx, func() { _ = p.out.SetReadDeadline(time.Unix(1, 0)) })
	defer stop()
	if err := errors.Join(p.in.SetWriteDeadline(deadline), p.out.SetReadDeadline(deadline)); err != nil {
		return "", err
	}
	if _, err := io.WriteString(p.in, request); err != nil {
		return "", p.why(ctx, err)
	}
	answer, err := p.read.ReadString(0)
	if err != nil {
		return "", p.why(ctx, err)
	}
	if !strings.Contains(answer, "[][") { // our own mark: else it answers something else
		return "", errors.New("the pipeline answers out of turn; it will be started again")
	}
	return strings.TrimSuffix(answer, "\x00"), nil
}

func (p *pipeline) why(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return errors.New("no answer in time; it will be started again")
	}
	return fmt.Errorf("the pipeline ended: %w; it will be started again", err)
}

func (p *pipeline) kill() {
	for _, f := range []*os.File{p.in, p.out} {
		if f != nil {
			_ = f.Close()
		}
	}
	for _, cmd := range p.running {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	}
	p.running, p.in, p.out, p.read = nil, nil, nil, nil
}

func (p *pipeline) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.kill()
}

// endOfRequest is what Apertium's own text format adds: a full stop that ends the
// last sentence and a blank that is passed through.
const endOfRequest = ".[][\n]\x00"

var escaper = strings.NewReplacer("\x00", "", "[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`, "^", `\^`, "$", `\$`, "@", `\@`, `\`, `\\`, "/", `\/`, "<", `\<`, ">", `\>`)

func escape(line string) string { return escaper.Replace(line) }

// unescape takes off what escape and endOfRequest put on.
func unescape(answer string) string {
	answer = strings.TrimRight(answer, "\n")
	if i := strings.LastIndex(answer, "[]["); i >= 0 {
		answer = answer[:i]
	}
	var b strings.Builder
	for i := 0; i < len(answer); i++ {
		if answer[i] == '\\' && i+1 < len(answer) {
			i++
		}
		b.WriteByte(answer[i])
	}
	return strings.TrimSuffix(b.String(), ".")
}

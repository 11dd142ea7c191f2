package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"onrecord/cmd/internal/exit"
)

// Listen opens both ports.
func Listen(ctx context.Context, address, archived string) (main, second net.Listener, err error) {
	var lc net.ListenConfig
	if main, err = lc.Listen(ctx, "tcp", address); err != nil {
		return nil, nil, fmt.Errorf("%w; choose another address with --listen", err)
	}
	if archived == "" {
		host, port, _ := net.SplitHostPort(main.Addr().String())
		if _, asked, _ := net.SplitHostPort(address); asked != "0" { // the same each time, for what stands before it
			n, _ := strconv.Atoi(port)
			if second, err = lc.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(n+1))); err == nil {
				return main, second, nil
			}
		}
		archived = net.JoinHostPort(host, "0")
	}
	if second, err = lc.Listen(ctx, "tcp", archived); err != nil {
		_ = main.Close()
		return nil, nil, fmt.Errorf("%w; choose another address with --archived-listen", err)
	}
	return main, second, nil
}

// Serve answers until it is told to stop, and then lets answers under way end.
func Serve(ctx context.Context, handlers map[net.Listener]http.Handler) error {
	ended := make(chan error, len(handlers))
	var servers []*http.Server
	for l, h := range handlers {
		s := &http.Server{
			Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 20 * time.Second, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute,
			MaxHeaderBytes: 64 << 10,
		}
		servers = append(servers, s)
		go func() { ended <- s.Serve(l) }()
	}
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	for _, s := range servers {
		err = errors.Join(err, s.Shutdown(end))
	}
	if errors.Is(err, http.ErrServerClosed) || errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}

// HostsOf are the names by which the server may be asked for.
func HostsOf(addr string, more []string) []string {
	_, port, _ := net.SplitHostPort(addr) // a listener's own
	out := []string{"localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port}
	if port == "80" {
		out = append(out, "localhost", "127.0.0.1", "[::1]")
	}
	for _, h := range append([]string{addr}, more...) {
		if h = strings.ToLower(h); !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

// ReadToken is the token from the file or the environment.
func ReadToken(file string) (string, error) {
	token, from := os.Getenv("ONRECORD_TOKEN"), "ONRECORD_TOKEN"
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return "", exit.Usagef("--token-file: %w", err)
		}
		token, from = strings.TrimSpace(string(b)), file
	}
	if (token != "" || file != "") && len(token) < 16 {
		return "", exit.Usagef("the token in %s is shorter than 16 letters; make one with: openssl rand -hex 16", from)
	}
	return token, nil
}

// OpenToOthers refuses an address that others reach without a token.
func OpenToOthers(listen, token string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return exit.Usagef("--listen: %w; give an address such as 127.0.0.1:8080", err)
	}
	ip := net.ParseIP(host)
	if token != "" || host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return exit.Usagef("others can reach %s: set a token first, ONRECORD_TOKEN=$(openssl rand -hex 16), or listen on 127.0.0.1", listen)
}

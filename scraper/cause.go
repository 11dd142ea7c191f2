package scraper

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"

	"onrecord/store"
)

// Because gives an error the cause that CauseOf reads.
func Because(c store.Cause, err error) error { return &causedError{err, c} }

type causedError struct {
	error
	cause store.Cause
}

func (e *causedError) Unwrap() error      { return e.error }
func (e *causedError) Cause() store.Cause { return e.cause }

// CauseOf is why something failed: what Because says of it, else what the network's own
// errors are; CauseUnknown for the rest.
func CauseOf(err error) store.Cause {
	var (
		caused interface{ Cause() store.Cause }
		dns    *net.DNSError
		cert   *tls.CertificateVerificationError
		record tls.RecordHeaderError
		alert  tls.AlertError
		host   x509.HostnameError
		slow   net.Error
	)
	switch {
	case errors.As(err, &caused):
		return caused.Cause()
	case errors.As(err, &dns) && dns.IsNotFound:
		return store.CauseNoHost
	case errors.As(err, &dns):
		return store.CauseNoDNS
	case errors.Is(err, syscall.ENETUNREACH) || errors.Is(err, syscall.EHOSTUNREACH):
		return store.CauseNoNetwork
	case errors.As(err, &cert) || errors.As(err, &host) || errors.As(err, &record) || errors.As(err, &alert):
		return store.CauseTLS
	case errors.Is(err, context.DeadlineExceeded) || errors.As(err, &slow) && slow.Timeout():
		return store.CauseNoAnswer
	case errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return store.CauseNoConnection
	}
	return store.CauseUnknown
}

// causeOfStatus is what an HTTP status alone says, CauseNone for one that says nothing.
func causeOfStatus(status int) store.Cause {
	switch {
	case status == http.StatusTooManyRequests || status == 420: // 420 was Twitter's
		return store.CauseRate
	case status == http.StatusUnauthorized || status == http.StatusPaymentRequired || status == http.StatusProxyAuthRequired:
		return store.CauseLogin
	case status == http.StatusForbidden || status == http.StatusUnavailableForLegalReasons:
		return store.CauseForbidden
	case status == http.StatusNotFound || status == http.StatusGone:
		return store.CauseAbsent
	case status >= http.StatusInternalServerError:
		return store.CauseServer
	}
	return store.CauseNone
}

// causeOfAnswer is why an answer gave less than it was asked for: what its adapter says,
// else what its status says, else that it is a wall or cannot be read.
func causeOfAnswer(status int, parsed Parsed, err error) store.Cause {
	said, rest := parsed.Cause, store.CauseWall
	if parsed.Blocked == "" {
		said, rest = CauseOf(err), store.CauseUnreadable
	}
	if said != store.CauseNone && said != store.CauseUnknown {
		return said
	}
	if c := causeOfStatus(status); c != store.CauseNone {
		return c
	}
	return rest
}

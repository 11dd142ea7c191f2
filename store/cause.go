package store

// Cause is why a look gave nothing, or less than all, as programs read it. The words for
// people stand beside it: Source.LastError, Host.Why.
type Cause string

// The causes. Each is decided in one place, scraper.CauseOf and what it calls.
const (
	// CauseNone: nothing was wrong.
	CauseNone Cause = ""
	// CauseUnknown: none of the others, or a look from before causes were kept.
	CauseUnknown Cause = "unknown"
	// CauseNoHost: no such host name. CauseNoDNS: names cannot be looked up at all.
	CauseNoHost Cause = "no-such-host"
	CauseNoDNS  Cause = "no-name-service"
	// CauseNoNetwork: no way leads there from this machine.
	CauseNoNetwork Cause = "no-network"
	// CauseNoAnswer: no whole answer in time. CauseNoConnection: the host takes no
	// connection, or breaks it.
	CauseNoAnswer     Cause = "no-answer"
	CauseNoConnection Cause = "no-connection"
	// CauseTLS: the certificate is not good.
	CauseTLS Cause = "certificate"
	// CauseNotAsked: we refuse to ask it ourselves, an address that is not public or a
	// port that is none of the web's.
	CauseNotAsked Cause = "not-asked"
	// CauseRobots: robots.txt forbids it. CauseNoRobots: robots.txt cannot be read, which
	// forbids it for now (RFC 9309).
	CauseRobots   Cause = "robots"
	CauseNoRobots Cause = "robots-unreadable"
	// CauseRate: the host asked to be left alone.
	CauseRate Cause = "rate-limit"
	// CauseLogin: it shows itself after a login or a consent only. CauseChallenge: it asks
	// for proof that no program is asking. CauseWall: one of these, nobody knows which.
	CauseLogin     Cause = "login"
	CauseChallenge Cause = "challenge"
	CauseWall      Cause = "wall"
	// CauseForbidden: the site refuses (HTTP status 403, 451).
	CauseForbidden Cause = "forbidden"
	// CauseAbsent: nothing is there (404, 410).
	CauseAbsent Cause = "not-there"
	// CauseServer: the site itself fails (5xx).
	CauseServer Cause = "server-error"
	// CauseSelector: nothing is any more where the user's selector points.
	CauseSelector Cause = "selector"
	// CauseUnreadable: an answer, and none that can be read. CauseCut: one that ends early.
	CauseUnreadable Cause = "unreadable"
	CauseCut        Cause = "cut"
	// CauseNotBelieved: what it said was not believed at one look.
	CauseNotBelieved Cause = "not-believed"
	// CauseNoAdapter: this version reads no such platform.
	CauseNoAdapter Cause = "no-adapter"
	// CauseLeft: our own bounds ended the look; the next one goes on there.
	CauseLeft Cause = "left-for-later"
)

// Network says that nothing was reached, which may be for want of a network here.
func (c Cause) Network() bool {
	return c == CauseNoHost || c == CauseNoDNS || c == CauseNoNetwork || c == CauseNoAnswer
}

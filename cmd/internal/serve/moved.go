package serve

import (
	"log"
	"net/http"
	"sync"
	"time"
)

// checkEvery is how long it counts that the archive was there.
const checkEvery = time.Second

// moved remembers whether the archive is still the one that was opened.
type moved struct {
	mu  sync.Mutex
	at  time.Time
	err error
}

// Check reports whether the archive is still the one that was opened; once it is not, that
// is said in the log, and nothing of it is shown any more.
func (s *Server) Check() error {
	if s.o.Moved == nil {
		return nil
	}
	m := &s.moved
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if m.err == nil && now.Sub(m.at) >= checkEvery {
		m.at = now
		if err := s.o.Moved(); err != nil {
			m.err = refusal{http.StatusServiceUnavailable, "the archive that this server opened is not there any more; start onrecord serve again"}
			log.Printf("%v; nothing is shown any more: start onrecord serve again", err)
		}
	}
	return m.err
}

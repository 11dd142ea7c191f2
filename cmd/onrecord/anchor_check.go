package main

import (
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"time"

	"onrecord/store"
	"onrecord/store/stamp"
)

// checkStamp holds a kept time stamp against its checkpoint, offline. A nil pool
// takes the stamp's own root.
func checkStamp(an store.Anchor, c store.Checkpoint, trust *x509.CertPool, now time.Time) (stamp.Stamp, error) {
	s, err := stamp.Check(an.Token, sha256.Sum256([]byte(c.Note)), trust)
	switch {
	case err != nil:
		return s, err
	case !s.Time.Truncate(time.Millisecond).Equal(an.Time.Truncate(time.Millisecond)):
		return s, fmt.Errorf("it says %s, not %s as is on record", store.FormatTime(s.Time), store.FormatTime(an.Time))
	case !c.MadeAt.IsZero() && s.Before(c.MadeAt):
		return s, fmt.Errorf("it says %s, but the checkpoint was made %s: one of the clocks lies", store.FormatTime(s.Time), store.FormatTime(c.MadeAt))
	case s.Time.After(now.Add(24 * time.Hour)):
		return s, fmt.Errorf("it says %s, which is yet to come", store.FormatTime(s.Time))
	}
	return s, nil
}

package bundle_test

import (
	"bytes"
	"testing"

	"onrecord/store/proof"
)

// FuzzVerify: no bytes make the verifier fail, and none but the bundle's own pass.
func FuzzVerify(f *testing.F) {
	m, b := reference(f, "The words.") // each process that fuzzes has its own keys
	f.Add(b)
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	f.Fuzz(func(t *testing.T, bad []byte) {
		r, err := verified(t, bad, proof.Options{Keys: m.keys})
		if err != nil || r.State != proof.Tampered && !bytes.Equal(b, bad) {
			t.Fatalf("%v %+v", err, r)
		}
	})
}

// FuzzVerifyParts: a part of an entry is replaced and the datapackage computed anew.
// What the keeper signed does not pass; only earlier checkpoints and time stamps can be
// left out, since nobody says how many there are.
func FuzzVerifyParts(f *testing.F) {
	_, b := reference(f, "The words.")
	was := unpack(f, b)
	for i := range was.all {
		f.Add(uint8(i), uint16(3), uint16(1), []byte("x"))
		f.Add(uint8(i), uint16(0), uint16(60000), []byte(`{"index":0}`+"\n"))
	}
	f.Fuzz(func(t *testing.T, which uint8, at, n uint16, with []byte) {
		p := unpack(t, b)
		e := &p.all[int(which)%len(p.all)]
		from := min(int(at), len(e.b))
		to := min(from+int(n), len(e.b))
		now := bytes.Join([][]byte{e.b[:from], with, e.b[to:]}, nil)
		same := bytes.Equal(now, e.b)
		e.b = now
		r, err := verified(t, p.pack(), proof.Options{})
		may := same || e.name == heads || e.name == stamps || bytes.HasSuffix([]byte(e.name), []byte(".tst")) // that is "bad"
		if err != nil || r.State != proof.Tampered && !may || same && r.State != proof.Valid {
			t.Fatalf("%s: %v %+v", e.name, err, r)
		}
	})
}

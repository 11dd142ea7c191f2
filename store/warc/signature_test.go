package warc_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"math/big"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onrecord/store/proof"
	"onrecord/store/warc"
	"onrecord/store/warc/zipped"
)

// TestSignedPackageByItsReadersRules checks a signed WACZ as those do that read them: the
// digest's hash is of the datapackage's bytes, the signature is over the text of that hash,
// raw, and the key is DER in base64 (Starling Lab's validator, by PyCryptodome's
// ECC.import_key and DSS "fips-186-3", "binary"; ArchiveWeb.page writes the same).
func TestSignedPackageByItsReadersRules(t *testing.T) {
	key, err := proof.CreateKey(filepath.Join(t.TempDir(), "k"), proof.NewOrigin())
	if err != nil {
		t.Fatal(err)
	}
	pack, digest := signedPackage(t, key.SignP256)
	var d struct {
		Path       string            `json:"path"`
		Hash       string            `json:"hash"`
		SignedData map[string]string `json:"signedData"`
	}
	if err := json.Unmarshal(digest, &d); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(pack)
	if want := "sha256:" + hex.EncodeToString(sum[:]); d.Hash != want || d.SignedData["hash"] != want || d.Path != "datapackage.json" {
		t.Fatalf("%s: the datapackage's hash is %s", digest, want)
	}
	for _, field := range []string{"hash", "created", "software", "version", "signature", "publicKey"} {
		if d.SignedData[field] == "" {
			t.Errorf("%s: no %s", digest, field)
		}
	}
	if len(d.SignedData) != 6 {
		t.Errorf("%s: the specification knows six fields", digest)
	}
	der, err := base64.StdEncoding.DecodeString(d.SignedData["publicKey"])
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		t.Fatal(err)
	}
	public, ok := parsed.(*ecdsa.PublicKey)
	raw, err := base64.StdEncoding.DecodeString(d.SignedData["signature"])
	if err != nil || !ok || len(raw) != 64 {
		t.Fatalf("%T, a signature of %d bytes: %v", parsed, len(raw), err)
	}
	message := sha256.Sum256([]byte(d.SignedData["hash"]))
	if !ecdsa.Verify(public, message[:], new(big.Int).SetBytes(raw[:32]), new(big.Int).SetBytes(raw[32:])) {
		t.Error("the signature does not fit the text of the hash")
	}
}

// TestDigestVerify: what was changed after it was signed is told.
func TestDigestVerify(t *testing.T) {
	key, err := proof.CreateKey(filepath.Join(t.TempDir(), "k"), proof.NewOrigin())
	if err != nil {
		t.Fatal(err)
	}
	pack, raw := signedPackage(t, key.SignP256)
	_, plain := signedPackage(t, nil)
	verify := func(raw, pack []byte, change func(*warc.Digest)) ([]byte, error) {
		var d warc.Digest
		if err := json.Unmarshal(raw, &d); err != nil {
			t.Fatal(err)
		}
		change(&d)
		key, _, err := d.Verify(pack)
		return key, err
	}
	same := func(*warc.Digest) {}
	if public, err := verify(raw, pack, same); err != nil || len(public) == 0 {
		t.Errorf("as it was made: %v", err)
	}
	if public, err := verify(plain, pack, same); err != nil || public != nil {
		t.Errorf("without a signature: %x, %v", public, err)
	}
	again, err := proof.CreateKey(filepath.Join(t.TempDir(), "k"), proof.NewOrigin())
	if err != nil {
		t.Fatal(err)
	}
	_, foreign, err := again.SignP256(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*warc.Digest){
		"another key":       func(d *warc.Digest) { d.SignedData.PublicKey = base64.StdEncoding.EncodeToString(foreign) },
		"no key":            func(d *warc.Digest) { d.SignedData.PublicKey = "AAAA" },
		"a short signature": func(d *warc.Digest) { d.SignedData.Signature = "AAAA" },
		"another hash":      func(d *warc.Digest) { d.SignedData.Hash = "sha256:" + strings.Repeat("0", 64) },
		"another path":      func(d *warc.Digest) { d.Path = "pages/pages.jsonl" },
	} {
		if _, err := verify(raw, pack, change); err == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
	if _, err := verify(raw, append(bytes.Clone(pack), '\n'), same); err == nil {
		t.Error("another datapackage is taken")
	}
}

// signedPackage is the datapackage of an empty WACZ, and its digest.
func signedPackage(t *testing.T, sign warc.Sign) (pack, digest []byte) {
	t.Helper()
	p, err := warc.NewPackage(t.TempDir(), warc.Options{Software: "onrecord/test", Now: time.Unix(1_790_000_000, 0), Sign: sign}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	var out bytes.Buffer
	z := zipped.NewWriter(&out, time.Time{})
	d := p.Describe("t", "", time.Unix(1_790_000_000, 0))
	if d.Resources, err = p.AddTo(z); err != nil {
		t.Fatal(err)
	}
	if err := warc.AddDatapackage(z, d); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zipped.Open(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) []byte {
		b, err := io.ReadAll(r.Section(name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	return read("datapackage.json"), read("datapackage-digest.json")
}

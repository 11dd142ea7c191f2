// Package bucket keeps the bytes of media in a bucket of an object store that speaks the
// protocol of Amazon's S3 (https://docs.aws.amazon.com/AmazonS3/latest/API/).
package bucket

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// scheme begins a bucket's address.
const scheme = "s3://"

// attempts is how often a request is made that the network or the store fails.
const attempts = 4

// IsAddress reports whether a place for media is a bucket.
func IsAddress(place string) bool { return strings.HasPrefix(place, scheme) }

// Bucket is a bucket, or the part of one whose keys begin with a prefix.
type Bucket struct {
	c            *minio.Client
	name, prefix string
	endpoint     string

	mu sync.Mutex
	// there says that the store was asked for the bucket and has it.
	there bool
}

// Open reads the address of a bucket, s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=REGION:
// without an endpoint it is one of Amazon's. The keys are AWS_ACCESS_KEY_ID,
// AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the environment. The store is not asked
// before something is kept or read.
func Open(address string) (*Bucket, error) {
	b, o, err := parse(address)
	if err == nil {
		b.c, err = minio.New(b.endpoint, o)
	}
	if err != nil {
		return nil, fmt.Errorf("the place for media: %w; give --media-dir s3://BUCKET/PREFIX?endpoint=https://HOST", err)
	}
	return b, nil
}

func parse(address string) (*Bucket, *minio.Options, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, nil, errors.New("this is no address of a bucket")
	case u.User != nil:
		return nil, nil, errors.New("keys have no place in an address; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	case u.Host == "":
		return nil, nil, errors.New("the address names no bucket")
	}
	b := &Bucket{name: u.Host, prefix: strings.Trim(u.Path, "/"), endpoint: "s3.amazonaws.com"}
	o := &minio.Options{Secure: true, MaxRetries: attempts}
	for name, values := range u.Query() {
		switch value := values[len(values)-1]; name {
		case "region":
			o.Region = value
		case "endpoint":
			host, plain := strings.CutPrefix(value, "http://")
			b.endpoint, o.Secure = strings.TrimSuffix(strings.TrimPrefix(host, "https://"), "/"), !plain
		default:
			return nil, nil, fmt.Errorf("the address of a bucket has no part %q", name)
		}
	}
	o.Creds = credentials.NewEnvAWS()
	if keys, err := o.Creds.GetWithContext(nil); err != nil || keys.AccessKeyID == "" || keys.SecretAccessKey == "" {
		return nil, nil, errors.New("the keys are missing; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	}
	return b, o, nil
}

func (b *Bucket) key(sum string) string { return path.Join(b.prefix, sum[:2], sum) }

// ready asks once for the bucket, whose absence would otherwise look like that of what is
// in it. Whoever may not ask for it may still use it.
func (b *Bucket) ready(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.there {
		return nil
	}
	there, err := b.c.BucketExists(ctx, b.name)
	if err != nil && minio.ToErrorResponse(err).Code != minio.AccessDenied {
		return b.fail(err)
	}
	if err == nil && !there {
		return fmt.Errorf("%s: there is no such bucket; make it, or choose another with --media-dir", b)
	}
	b.there = true
	return nil
}

// fail says where an error is from, and makes an fs.ErrNotExist of what is not there.
func (b *Bucket) fail(err error) error {
	switch {
	case err == nil:
		return nil
	case minio.ToErrorResponse(err).Code == minio.NoSuchKey:
		return fmt.Errorf("%s: %w", b, fs.ErrNotExist)
	}
	return fmt.Errorf("%s: %w", b, err)
}

// Put uploads bytes.
func (b *Bucket) Put(ctx context.Context, sum string, size int64, r io.Reader) error {
	info, err := b.stat(ctx, sum)
	if err == nil && info.Size == size || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err = b.c.PutObject(ctx, b.name, b.key(sum), r, size, minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
	return b.fail(err)
}

func (b *Bucket) stat(ctx context.Context, sum string) (minio.ObjectInfo, error) {
	if err := b.ready(ctx); err != nil {
		return minio.ObjectInfo{}, err
	}
	info, err := b.c.StatObject(ctx, b.name, b.key(sum), minio.StatObjectOptions{})
	return info, b.fail(err)
}

// Get begins to download bytes.
func (b *Bucket) Get(ctx context.Context, sum string) (io.ReadCloser, int64, error) {
	info, err := b.stat(ctx, sum)
	if err != nil {
		return nil, 0, err
	}
	o, err := b.c.GetObject(ctx, b.name, b.key(sum), minio.GetObjectOptions{})
	return o, info.Size, b.fail(err)
}

// Has asks for bytes.
func (b *Bucket) Has(ctx context.Context, sum string) (bool, error) {
	_, err := b.stat(ctx, sum)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Remove takes bytes away with all of their versions, where the bucket keeps such.
func (b *Bucket) Remove(ctx context.Context, sum string) error {
	if err := b.ready(ctx); err != nil {
		return err
	}
	key := b.key(sum)
	if err := b.c.RemoveObject(ctx, b.name, key, minio.RemoveObjectOptions{}); err != nil {
		return b.fail(err)
	}
	for o := range b.c.ListObjectsIter(ctx, b.name, minio.ListObjectsOptions{Prefix: key, WithVersions: true}) {
		switch {
		case minio.ToErrorResponse(o.Err).Code == minio.NotImplemented:
			return nil // it keeps no versions
		case o.Err != nil:
			return b.fail(o.Err)
		}
		if err := b.c.RemoveObject(ctx, b.name, o.Key, minio.RemoveObjectOptions{VersionID: o.VersionID}); err != nil {
			return b.fail(err)
		}
	}
	return nil
}

// Beside is a directory of this machine's among the settings of the user, another for each
// bucket.
func (b *Bucket) Beside() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		dir = "."
	}
	sum := sha256.Sum256([]byte(b.String()))
	return filepath.Join(dir, "onrecord", "bucket-"+hex.EncodeToString(sum[:6]))
}

// String is its address without the store's.
func (b *Bucket) String() string {
	return scheme + path.Join(b.name, b.prefix) + " at " + b.endpoint
}

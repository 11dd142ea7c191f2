// Package zipped writes and reads ZIP files of one form only, so that every byte of
// the container follows from its entries (PKWARE APPNOTE 6.3.10): entries stored one
// after the other in the order in which they were added, no compression, one
// time for all or none, no attributes, no comment, no extra field but ZIP64's where a
// number needs it. What reads such a file can therefore find any byte that was changed,
// also outside the entries.
package zipped

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Bounds on a container; one over them is neither written nor read.
const (
	// MaxEntries is how many entries there may be.
	MaxEntries = 1 << 20
	// MaxName is how many bytes a name may have.
	MaxName = 200
)

// Entry is one file of a container.
type Entry struct {
	Name string
	// Size is in bytes, CRC32 the IEEE sum over them.
	Size  int64
	CRC32 uint32
	// Offset is where its bytes begin in the container.
	Offset int64

	at stamp
}

// stamp is a time as the format has it: to two seconds, and without a zone, which is UTC
// here.
type stamp uint32

// undated is the least that the format has, 1 January 1980: no time.
const undated stamp = (1<<5 | 1) << 16

// stampOf is the stamp of a time, undated where the format has none.
func stampOf(t time.Time) stamp {
	t = t.UTC()
	if t.Year() < 1980 || t.Year() > 2107 {
		return undated
	}
	date := (t.Year()-1980)<<9 | int(t.Month())<<5 | t.Day()
	return stamp(date<<16 | t.Hour()<<11 | t.Minute()<<5 | t.Second()/2)
}

// ErrForm is in every error about a container that is not of this package's form.
var ErrForm = errors.New("not a ZIP file as onrecord writes them")

func formf(format string, a ...any) error {
	return fmt.Errorf("%w: %w", ErrForm, fmt.Errorf(format, a...))
}

// CheckName says what is wrong with an entry's name: it is a relative path with
// slashes, of letters, digits, dots, dashes and underscores, each part not empty and
// not beginning with a dot.
func CheckName(name string) error {
	if name == "" || len(name) > MaxName {
		return fmt.Errorf("a name of %d bytes; 1 to %d are allowed", len(name), MaxName)
	}
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part[0] == '.' || part[len(part)-1] == '.' {
			return fmt.Errorf("the name %q is not allowed: a part is empty, or begins or ends with a dot", name)
		}
		if i := strings.IndexFunc(part, notPlain); i >= 0 {
			return fmt.Errorf("the name %q is not allowed: it holds %q", name, part[i])
		}
	}
	return nil
}

func notPlain(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '.' && r != '-' && r != '_'
}

// names sees to it that no two entries meet in a file system: not by letter case,
// not as a file and a folder.
type names struct{ files, folders map[string]bool }

func newNames() names { return names{map[string]bool{}, map[string]bool{}} }

func (n names) add(name string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	folded := strings.ToLower(name)
	if n.files[folded] || n.folders[folded] {
		return fmt.Errorf("the name %q is there twice", name)
	}
	for i, r := range folded {
		if r != '/' {
			continue
		}
		if n.files[folded[:i]] {
			return fmt.Errorf("the name %q is there twice, as a file and as a folder", name[:i])
		}
		n.folders[folded[:i]] = true
	}
	n.files[folded] = true
	return nil
}

// The fixed parts of the form.
const (
	localSize, centralSize, endSize, end64Size, locatorSize = 30, 46, 22, 56, 20

	plain = 10 // APPNOTE 4.4.3: the version that a reader needs
	zip64 = 45

	most16 = 0xffff
	most32 = 0xffffffff
)

var le = binary.LittleEndian

// start is where the entry's local header begins.
func (e Entry) start() int64 { return e.Offset - int64(len(e.local())) }

// version is what a reader of the entry's local header must know.
func (e Entry) version() uint16 {
	if e.Size >= most32 {
		return zip64
	}
	return plain
}

// common is what both headers of an entry share, from the version needed to the
// length of the name.
func (e Entry) common(b []byte, version uint16) []byte {
	size := uint32(min(e.Size, most32))
	b = le.AppendUint16(b, version)
	b = le.AppendUint16(b, 0)            // flags
	b = le.AppendUint16(b, 0)            // stored
	b = le.AppendUint32(b, uint32(e.at)) // time, date
	b = le.AppendUint32(b, e.CRC32)
	b = le.AppendUint32(b, size)
	b = le.AppendUint32(b, size)
	return le.AppendUint16(b, uint16(len(e.Name)))
}

// local is the header before an entry's bytes.
func (e Entry) local() []byte {
	extra := extraField(e.Size, e.Size)
	b := le.AppendUint32(make([]byte, 0, localSize+len(e.Name)+len(extra)), 0x04034b50)
	b = e.common(b, e.version())
	b = le.AppendUint16(b, uint16(len(extra)))
	return append(append(b, e.Name...), extra...)
}

// central is the entry's line in the directory.
func (e Entry) central() []byte {
	start := e.start()
	extra := extraField(e.Size, e.Size, start)
	version := e.version()
	if len(extra) > 0 {
		version = zip64
	}
	b := le.AppendUint32(make([]byte, 0, centralSize+len(e.Name)+len(extra)), 0x02014b50)
	b = le.AppendUint16(b, zip64) // made by
	b = e.common(b, version)
	b = le.AppendUint16(b, uint16(len(extra)))
	b = append(b, make([]byte, 10)...) // comment, disk, attributes
	b = le.AppendUint32(b, uint32(min(uint64(start), most32)))
	return append(append(b, e.Name...), extra...)
}

// extraField holds those numbers that have no room in a header (APPNOTE 4.5.3).
func extraField(numbers ...int64) (b []byte) {
	for _, n := range numbers {
		if n >= most32 {
			b = le.AppendUint64(b, uint64(n))
		}
	}
	if len(b) == 0 {
		return nil
	}
	head := le.AppendUint16(nil, 1)
	return append(le.AppendUint16(head, uint16(len(b))), b...)
}

// end is what closes a container: n entries, whose directory of size bytes begins at.
func end(n int, size, at int64) (b []byte) {
	if n >= most16 || size >= most32 || at >= most32 {
		b = le.AppendUint32(b, 0x06064b50)
		b = le.AppendUint64(b, end64Size-12)
		b = le.AppendUint16(b, zip64)
		b = le.AppendUint16(b, zip64)
		b = append(b, make([]byte, 8)...) // disks
		for _, v := range []int64{int64(n), int64(n), size, at} {
			b = le.AppendUint64(b, uint64(v))
		}
		b = le.AppendUint32(b, 0x07064b50)
		b = le.AppendUint32(b, 0)
		b = le.AppendUint64(b, uint64(at+size))
		b = le.AppendUint32(b, 1)
	}
	b = le.AppendUint32(b, 0x06054b50)
	b = append(b, 0, 0, 0, 0) // disks
	count := uint16(min(n, most16))
	b = le.AppendUint16(b, count)
	b = le.AppendUint16(b, count)
	b = le.AppendUint32(b, uint32(min(size, most32)))
	b = le.AppendUint32(b, uint32(min(at, most32)))
	return append(b, 0, 0) // comment
}

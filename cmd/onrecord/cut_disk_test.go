package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// sector is what a disk writes whole or not at all.
const sector = 512

type opKind uint8

// What a program asks of its disk, and what it says on its standard output.
const (
	opWrite  opKind = iota // data at off of a file
	opSize                 // a file's size becomes off
	opSync                 // all of a file so far, or all names in a directory, are durable
	opMkdir                // path
	opName                 // path names the file
	opRemove               // path names nothing
	opRename               // path becomes to, in one step
	opAck                  // data was said
)

// diskOp is one of them, in the order in which they were asked.
type diskOp struct {
	kind     opKind
	file     int // 0 where the operation is about a directory
	path, to string
	off      int64
	data     []byte
}

// dir is the directory whose names the operation changes, "" for none.
func (o diskOp) dir() string {
	switch o.kind {
	case opMkdir, opName, opRemove, opRename:
		return filepath.Dir(o.path)
	}
	return ""
}

// disk is what a power cut leaves.
type disk struct {
	files map[int][]byte
	names map[string]int
	dirs  map[string]bool
}

// fate is what becomes of that which was not synced, chosen for each file and
// directory by itself.
type fate uint8

const (
	fateDrop   fate = iota // all is lost
	fateKeep               // all is kept
	fatePrefix             // what came last is lost, and the last write kept is torn
	fateSome               // each write is kept or lost
	fateTorn               // each sector of each write is kept or lost
	fates
)

// cutter makes the disks that power cuts leave of a log.
type cutter struct {
	log  []diskOp
	root string
	// never is a file whose syncs the disk only claims to have done.
	never func(diskOp) bool
}

// cut is the disk after a cut that fell before operation k.
func (c cutter) cut(k int, r *rand.Rand) disk {
	files, dirs := c.synced(k)
	d := disk{files: map[int][]byte{}, names: map[string]int{}, dirs: map[string]bool{c.root: true}}
	fate, left := map[any]fate{}, map[any]int{}
	of := func(key any) int { // how the fates of one file's operations are told apart
		if _, ok := fate[key]; !ok {
			fate[key] = fates1(r)
			left[key] = r.IntN(12)
		}
		return int(fate[key])
	}
	for i, o := range c.log[:k] {
		if in := o.dir(); in != "" {
			if i < dirs[in] || survives(of(in), left, in, r) {
				d.rename(o)
			}
			continue
		}
		switch durable := i < files[o.file]; {
		case o.kind != opWrite && o.kind != opSize:
		case durable:
			d.apply(o)
		case o.kind == opSize:
			if survives(of(o.file), left, o.file, r) {
				d.apply(o)
			}
		default:
			d.tear(o, of(o.file), left, r)
		}
	}
	return d
}

func fates1(r *rand.Rand) fate { return fate(r.IntN(int(fates))) }

// synced gives for each file and directory up to where it is durable.
func (c cutter) synced(k int) (files map[int]int, dirs map[string]int) {
	files, dirs = map[int]int{}, map[string]int{}
	for i, o := range c.log[:k] {
		switch {
		case o.kind != opSync || c.never != nil && c.never(o):
		case o.file == 0:
			dirs[o.path] = i
		default:
			files[o.file] = i
		}
	}
	return files, dirs
}

// survives says whether an operation that was not synced and cannot be torn did.
func survives(f int, left map[any]int, key any, r *rand.Rand) bool {
	switch fate(f) {
	case fateDrop:
		return false
	case fateKeep:
		return true
	case fatePrefix:
		left[key]--
		return left[key] >= 0
	}
	return r.IntN(2) == 0
}

// tear applies what is left of a write, by whole sectors.
func (d *disk) tear(o diskOp, f int, left map[any]int, r *rand.Rand) {
	whole := fate(f) != fateTorn && survives(f, left, o.file, r)
	torn := fate(f) == fateTorn || fate(f) == fatePrefix && left[o.file] == -1
	switch {
	case whole:
		d.apply(o)
	case torn:
		for from := o.off; from < o.off+int64(len(o.data)); {
			to := min((from/sector+1)*sector, o.off+int64(len(o.data)))
			if r.IntN(2) == 0 {
				d.apply(diskOp{kind: opWrite, file: o.file, off: from, data: o.data[from-o.off : to-o.off]})
			}
			from = to
		}
	}
	if end := o.off + int64(len(o.data)); !whole && end > int64(len(d.files[o.file])) && r.IntN(3) == 0 {
		d.grow(o.file, end, r) // the size was kept, the bytes are not those written
	}
}

// grow makes a file longer by zeros or by what lay on the disk before.
func (d *disk) grow(file int, to int64, r *rand.Rand) {
	more := make([]byte, to-int64(len(d.files[file])))
	if r.IntN(2) == 0 {
		for i := range more {
			more[i] = byte(r.Uint32())
		}
	}
	d.files[file] = append(d.files[file], more...)
}

func (d *disk) apply(o diskOp) {
	b := d.files[o.file]
	switch end := o.off + int64(len(o.data)); {
	case o.kind == opSize && o.off < int64(len(b)):
		b = b[:o.off]
	case end > int64(len(b)):
		b = append(b, make([]byte, end-int64(len(b)))...)
	}
	copy(b[min(o.off, int64(len(b))):], o.data)
	d.files[o.file] = b
}

// rename does what an operation does to names.
func (d *disk) rename(o diskOp) {
	switch o.kind {
	case opMkdir:
		d.dirs[o.path] = true
	case opName:
		d.names[o.path] = o.file
	case opRemove:
		delete(d.names, o.path)
	case opRename:
		delete(d.names, o.path)
		d.names[o.to] = o.file
	}
}

// write lays the disk out under its root, which must be empty.
func (d *disk) write(root string) error {
	there := func(dir string) bool { // all the way up, as far as it was kept
		for ; dir != root; dir = filepath.Dir(dir) {
			if !d.dirs[dir] || !strings.HasPrefix(dir, root) {
				return false
			}
		}
		return true
	}
	for dir := range d.dirs {
		if there(dir) {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		}
	}
	for name, file := range d.names {
		if !there(filepath.Dir(name)) {
			continue
		}
		if err := os.WriteFile(name, d.files[file], 0o600); err != nil {
			return err
		}
	}
	return nil
}

package desk

import (
	"strconv"

	"onrecord/cmd/internal/exit"
	"onrecord/store"
)

// PickVersions finds the two versions that the arguments mean.
func PickVersions(vs []store.Version, args []string) (from, to store.Version, err error) {
	if len(vs) == 0 {
		return from, to, exit.NotFoundf("this document was never seen: it has no version to compare")
	}
	a, b := len(vs)-1, len(vs)
	if len(args) > 0 {
		if a, err = versionNumber(args[0], len(vs)); err != nil {
			return from, to, err
		}
	}
	if len(args) > 1 {
		if b, err = versionNumber(args[1], len(vs)); err != nil {
			return from, to, err
		}
	}
	if a < 1 {
		a = 1
	}
	return vs[a-1], vs[b-1], nil
}

func versionNumber(s string, n int) (int, error) {
	i, err := strconv.Atoi(s)
	if err != nil || i < 1 {
		return 0, exit.Usagef("%q is not a version number; give a number from 1 to %d", s, n)
	}
	if i > n {
		return 0, exit.NotFoundf("there is no version %d; the document has %d", i, n)
	}
	return i, nil
}

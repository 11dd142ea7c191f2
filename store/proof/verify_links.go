package proof

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"onrecord/store"
)

// links holds the quotes of each article's version, and where they lead, against the last
// record of them. A version that waits to be linked has no record.
func (v *verifier) links(ctx context.Context, page []leaf) error {
	for _, l := range page {
		if l.people != nil {
			v.people = *l.people
		}
		for _, s := range l.links {
			last, err := v.linkState(ctx, l.LogEntry, s)
			if err != nil {
				return err
			}
			if last {
				v.found++
			}
		}
	}
	return nil
}

// allLinked holds who is who against the last record of it, and names the versions whose
// quotes no record names.
func (v *verifier) allLinked(ctx context.Context) error {
	now, err := v.a.PeopleState(ctx)
	if err != nil {
		return err
	}
	if now != v.people {
		v.r.AddFault("the authors", "whose accounts are one person's is not as it was recorded")
	}
	all, err := v.a.CountLinkStates(ctx)
	if err == nil && all != v.found {
		err = v.unstatedLinks(ctx)
	}
	return err
}

func linksOf(version int64) string {
	return fmt.Sprintf("the quotes of article version %d", version)
}

// linkState holds a version's quotes against what a leaf says of them, if that is the last
// record of them.
func (v *verifier) linkState(ctx context.Context, e store.LogEntry, s LinkState) (last bool, err error) {
	now, leaf, err := v.a.LinkState(ctx, s.Version)
	switch {
	case errors.Is(err, store.ErrNotFound), leaf < 0 && s.Of == nil: // such records were not kept up
		return false, nil
	case err != nil:
		return false, err
	case leaf < e.Index:
		v.r.AddFault(linksOf(s.Version), "what the archive shows of them is of before "+leafName(e))
		return true, nil
	case leaf > e.Index:
		return false, nil
	}
	same, err := s.sameAs(now, func(id store.DocumentID) (store.DocumentID, error) { return v.a.Name(ctx, id) })
	if err == nil && !same {
		v.r.AddFault(linksOf(s.Version), fmt.Sprintf("what the archive shows of them is not what was found (%s); onrecord link --all finds them anew", leafName(e)))
	}
	return true, err
}

// unstatedLinks names the versions whose quotes no record names.
func (v *verifier) unstatedLinks(ctx context.Context) error {
	return v.a.EachLinkState(ctx, func(version, leaf int64) error {
		named, err := v.names(ctx, leaf, func(e store.LogEntry) bool {
			return slices.ContainsFunc(LinksIn(e), func(s LinkState) bool { return s.Version == version })
		})
		if err == nil && !named {
			v.r.AddFault(linksOf(version), "no record says what the archive shows of them")
		}
		return err
	})
}

package report

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"onrecord/templates/view"
)

// monthLists draws the lists by month that changed: those whose count differs from when the
// report was written last, and those with documents that changed. It removes the pages of
// lists that no longer exist, and gives the counts of the others.
func (w *report) monthLists(ctx context.Context, since state) (map[string]int, error) {
	now, pages, outlets := map[string]int{}, map[string]bool{}, map[string]bool{}
	var due []view.MonthList
	err := w.site.MonthLists(ctx, func(s view.MonthList) {
		path := s.Path(1)
		now[path] = s.Count
		for i := range s.Parts() {
			pages[s.Path(i+1)] = true
		}
		if before, known := since.MonthLists[path]; !known || before != s.Count || w.touched[path] {
			due = append(due, s)
			outlets[s.Outlet] = true
		}
	})
	if err != nil {
		return nil, err
	}
	for path := range since.MonthLists {
		if _, ok := now[path]; !ok {
			outlets = nil // one has a month less: all are drawn
		}
	}
	if err := w.drawMonthLists(ctx, due); err != nil {
		return nil, err
	}
	if err := w.outlets(ctx, outlets, pages); err != nil {
		return nil, err
	}
	return now, w.removeEmptyLists(pages)
}

func (w *report) drawMonthLists(ctx context.Context, due []view.MonthList) error {
	g, ctx := group(ctx)
	for _, s := range due {
		for i := range s.Parts() {
			g.Go(func() error {
				return w.page(s.Path(i+1), func(p *view.PageBuilder) (view.Page, error) { return p.MonthList(ctx, s, i+1) })
			})
		}
	}
	return g.Wait()
}

// outlets draws the pages of some outlets, of all where some is nil, and the list of
// them; pages learns their paths.
func (w *report) outlets(ctx context.Context, some, pages map[string]bool) error {
	all, lists, err := w.site.OutletPages(ctx)
	if err != nil {
		return err
	}
	g, ctx := group(ctx)
	for i, path := range lists {
		pages[path] = true
		g.Go(func() error {
			return w.page(path, func(p *view.PageBuilder) (view.Page, error) { return p.Outlets(ctx, i+1) })
		})
	}
	for _, o := range all {
		path := view.OutletPath(o)
		pages[path] = true
		if some == nil || some[o] {
			g.Go(func() error {
				return w.page(path, func(p *view.PageBuilder) (view.Page, error) { return p.Outlet(ctx, o) })
			})
		}
	}
	return g.Wait()
}

// removeEmptyLists removes the pages of lists that no longer exist: nothing leads to them.
func (w *report) removeEmptyLists(pages map[string]bool) error {
	files, err := filepath.Glob(filepath.Join(w.dir, "months", "*.html"))
	for _, file := range files {
		if err == nil && !pages["months/"+filepath.Base(file)] {
			err = os.Remove(file)
		}
	}
	return err
}

// removeExtraParts removes the further pages of lists that got shorter, by how many pages each has.
func (w *report) removeExtraParts(parts map[string]int) error {
	for list, n := range parts {
		files, err := filepath.Glob(filepath.Join(w.dir, list+"-p*.html"))
		for _, file := range files {
			part, bad := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), list+"-p"), ".html"))
			if err == nil && (bad != nil || part > n) {
				err = os.Remove(file)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

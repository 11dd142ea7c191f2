package serve

import (
	"context"
	"errors"
	"log"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"onrecord/store"
)

// figures are what monitoring reads, in Prometheus's format.
type figures struct {
	registry *prometheus.Registry
	seconds  prometheus.Histogram
	lookups  *prometheus.CounterVec
	errors   prometheus.Counter
}

func (f *figures) register(r Overview) {
	f.registry = prometheus.NewRegistry()
	f.seconds = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "onrecord_request_seconds", Help: "How long answers took.", Buckets: prometheus.ExponentialBuckets(.0005, 3, 10)})
	f.lookups = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "onrecord_lookups_total", Help: "Quotes looked up, by verdict."}, []string{"verdict"})
	f.errors = prometheus.NewCounter(prometheus.CounterOpts{Name: "onrecord_errors_total", Help: "Requests that failed by a fault of ours."})
	f.registry.MustRegister(f.seconds, f.lookups, f.errors, &archiveFigures{r: r})
}

func (f *figures) handler() http.Handler {
	return promhttp.HandlerFor(f.registry, promhttp.HandlerOpts{DisableCompression: true})
}

func (f *figures) took(began time.Time) { f.seconds.Observe(time.Since(began).Seconds()) }

func (f *figures) looked(verdict string) { f.lookups.WithLabelValues(verdict).Inc() }

func (f *figures) failed(path string, err error) {
	f.errors.Inc()
	log.Printf("%.200q: %v", path, err) //nolint:gosec // quoted
}

// archiveFigures reads the archive's own totals when it is asked.
type archiveFigures struct{ r Overview }

func gauge(name, help string) *prometheus.Desc { return prometheus.NewDesc(name, help, nil, nil) }

var (
	postsDesc    = gauge("onrecord_posts", "Posts in the archive.")
	articlesDesc = gauge("onrecord_articles", "Articles in the archive.")
	versionsDesc = gauge("onrecord_versions", "Versions in the archive.")
	capturesDesc = gauge("onrecord_captures", "Captures in the archive.")
	linksDesc    = gauge("onrecord_links", "Links from quotes to posts.")
	lastRunDesc  = gauge("onrecord_last_run_timestamp_seconds", "When the last run began.")
	failedDesc   = gauge("onrecord_last_run_failed", "Looks of the last run that failed.")
)

// Describe names the figures.
func (a *archiveFigures) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{postsDesc, articlesDesc, versionsDesc, capturesDesc, linksDesc, lastRunDesc, failedDesc} {
		ch <- d
	}
}

// Collect reads them.
func (a *archiveFigures) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	counts, err := a.r.Counts(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(postsDesc, err)
		return
	}
	for d, n := range map[*prometheus.Desc]int{postsDesc: counts.Posts, articlesDesc: counts.Articles, versionsDesc: counts.Versions, capturesDesc: counts.Captures, linksDesc: counts.Links} {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(n))
	}
	runs, err := a.r.LatestRuns(ctx, 1)
	if err != nil || len(runs) == 0 {
		return
	}
	ch <- prometheus.MustNewConstMetric(lastRunDesc, prometheus.GaugeValue, float64(runs[0].StartedAt.Unix()))
	ch <- prometheus.MustNewConstMetric(failedDesc, prometheus.GaugeValue, float64(runs[0].Failed))
}

// health says whether the archive can be read and, where asked, whether a run was not
// long ago.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	if err := s.Check(); err != nil {
		s.problem(w, r, err)
		return
	}
	runs, err := s.o.Overview.LatestRuns(r.Context(), 1)
	if err != nil {
		if !errors.Is(err, store.ErrUnreachable) {
			s.figures.failed(r.URL.Path, err)
			err = refusal{http.StatusServiceUnavailable, "the archive cannot be read; run onrecord verify"}
		}
		s.problem(w, r, err)
		return
	}
	if s.o.Stale > 0 && (len(runs) == 0 || s.o.Now().Sub(runs[0].StartedAt) > s.o.Stale) {
		s.problem(w, r, refusal{http.StatusServiceUnavailable, "no run began in the last " + s.o.Stale.String() + "; see onrecord doctor"})
		return
	}
	s.send(w, r, "text/plain; charset=utf-8", []byte("ok\n"))
}

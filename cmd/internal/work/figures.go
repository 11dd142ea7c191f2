package work

import (
	"context"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"onrecord/store/postgres"
)

// Handler answers /healthz and /metrics: how the work of all workers stands.
func Handler(f *postgres.Fleet) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(figures{f})
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{DisableCompression: true}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
		defer cancel()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		switch now, err := f.Figures(ctx); {
		case err != nil:
			http.Error(w, "the database cannot be read", http.StatusServiceUnavailable)
		case now.Workers == 0:
			http.Error(w, "no worker lives", http.StatusServiceUnavailable)
		default:
			_, _ = w.Write([]byte("ok\n"))
		}
	})
	return mux
}

// figures reads the queues when it is asked.
type figures struct{ f *postgres.Fleet }

var (
	jobsDesc    = prometheus.NewDesc("onrecord_jobs", "Jobs that wait, run or failed, by queue and state.", []string{"queue", "state"}, nil)
	lateDesc    = prometheus.NewDesc("onrecord_lag_seconds", "How long ago the longest overdue source was due.", nil, nil)
	heldDesc    = prometheus.NewDesc("onrecord_hosts_held", "Hosts that are left alone for now.", nil, nil)
	workersDesc = prometheus.NewDesc("onrecord_workers", "Workers that live.", nil, nil)
)

// Describe names the figures.
func (g figures) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{jobsDesc, lateDesc, heldDesc, workersDesc} {
		ch <- d
	}
}

// Collect reads them.
func (g figures) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	now, err := g.f.Figures(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(lateDesc, err)
		return
	}
	for _, q := range now.Queues {
		ch <- prometheus.MustNewConstMetric(jobsDesc, prometheus.GaugeValue, float64(q.Jobs), q.Queue, q.State)
	}
	ch <- prometheus.MustNewConstMetric(lateDesc, prometheus.GaugeValue, now.Late.Seconds())
	ch <- prometheus.MustNewConstMetric(heldDesc, prometheus.GaugeValue, float64(now.Held))
	ch <- prometheus.MustNewConstMetric(workersDesc, prometheus.GaugeValue, float64(now.Workers))
}

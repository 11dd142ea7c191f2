package scraper

// What the tests beside the package see of it.
const (
	MaxDepth      = maxDepth
	MaxVisits     = maxVisits
	SourcesAtOnce = sourcesAtOnce
)

var ErrLeaseLost = errLeaseLost

type SimAdapter = simAdapter

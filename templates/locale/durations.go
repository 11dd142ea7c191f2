package locale

import (
	"time"

	"onrecord/store"
)

// After says how long after the post an article came.
func (l *Locale) After(post, article store.Moment) string {
	if post.IsZero() || article.IsZero() {
		return ""
	}
	d := article.Time.Sub(post.Time)
	if post.Precision == store.PrecisionDay || article.Precision == store.PrecisionDay {
		const day = 24 * time.Hour
		days := int(article.Time.UTC().Truncate(day).Sub(post.Time.UTC().Truncate(day)) / day)
		switch {
		case days == 0:
			return l.Say("the same day")
		case days < 0:
			return l.Say("dated before the post")
		}
		return l.Say("%d days after the post", days)
	}
	switch {
	case d < -time.Minute:
		return l.Say("dated before the post")
	case d < time.Hour:
		return l.Say("%d minutes after the post", max(int(d.Minutes()), 0))
	case d < 48*time.Hour:
		return l.Say("%d hours after the post", int(d.Hours()))
	}
	return l.Say("%d days after the post", int(d.Hours()/24))
}

// AtMost is a bound of how long something stood, rounded up.
func (l *Locale) AtMost(d time.Duration) string {
	up := func(unit time.Duration) int { return int((d + unit - 1) / unit) }
	switch {
	case d <= time.Hour:
		return l.Say("for up to %d minutes", up(time.Minute))
	case d <= 48*time.Hour:
		return l.Say("for up to %d hours", up(time.Hour))
	}
	return l.Say("for up to %d days", up(24*time.Hour))
}

// Every is an interval in words.
func (l *Locale) Every(d time.Duration) string {
	switch {
	case d < 2*time.Hour:
		return l.Say("every %d minutes", int(d.Minutes()))
	case d < 48*time.Hour:
		return l.Say("every %d hours", int(d.Hours()))
	}
	return l.Say("every %d days", int(d.Hours()/24))
}

// Share is a part of a whole in percent.
func (l *Locale) Share(part, whole int) string {
	if whole == 0 || part == 0 {
		return ""
	}
	percent := 100 * float64(part) / float64(whole)
	if percent < 1 {
		return l.Say("under 1 %%", 0)
	}
	return l.Say("%.0f %%", percent)
}

// Certainty is a confidence in words and figures.
func (l *Locale) Certainty(c float64) string {
	switch {
	case c >= 0.98:
		return l.Say("practically certain (%s)", l.Hundredths(c))
	case c >= 0.9:
		return l.Say("very likely (%s)", l.Hundredths(c))
	}
	return l.Say("likely (%s)", l.Hundredths(c))
}

// Month is a month for reading.
func (l *Locale) Month(at time.Time) string { return l.Months[at.Month()-1] + " " + at.Format("2006") }

// Tally is a count of quotes with a verdict.
func (l *Locale) Tally(n int, verdict string) string {
	text := "%d " + verdict
	return l.Say(text, n)
}

// DayOf is a day in words, "" where more than that is known.
func (l *Locale) DayOf(m store.Moment) string {
	if m.Precision != store.PrecisionDay {
		return ""
	}
	return l.Moment(m)
}

package sqlite

import (
	"database/sql"
	"encoding/json"
	"time"

	"onrecord/store/record"
)

// ms is a time in UTC milliseconds, NULL for the zero time and for one that no
// calendar has.
func ms(t time.Time) sql.NullInt64 {
	t = record.Instant(t)
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()}
}

// fromMS is the time of ms.
func fromMS(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMilli(n.Int64).UTC()
}

// toJSON marshals what always can be: structs and maps of strings.
func toJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// fromJSON reads what toJSON wrote. Most fields hold nothing, and saying so costs as
// much as reading a little.
func fromJSON(s string, v any) error {
	if s == "null" {
		return nil
	}
	return json.Unmarshal([]byte(s), v)
}

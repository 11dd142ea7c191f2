package sqlite

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"time"

	"onrecord/store"
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

// authority is one as the database has it: ” is the origin's, as all was before there
// was another.
type authority store.Authority

// Value is what is written.
func (a authority) Value() (driver.Value, error) {
	if store.Authority(a) == store.AuthorityOrigin {
		return "", nil
	}
	return string(a), nil
}

// Scan reads it; NULL, of a row that is not there, is none.
func (a *authority) Scan(v any) error {
	switch s, _ := v.(string); {
	case v == nil:
		*a = ""
	case s == "":
		*a = authority(store.AuthorityOrigin)
	default:
		*a = authority(s)
	}
	return nil
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

// Package postgres keeps an archive in a PostgreSQL database (14 or newer), for those who
// outgrow one machine. The statements are package sqlite's; here stand the driver that
// rewrites the little that PostgreSQL says otherwise, the schema, and what the engine does
// in its own way. The bytes of media lie in a directory.
package postgres

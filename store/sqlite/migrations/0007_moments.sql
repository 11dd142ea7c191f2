-- Whether a capture of a moment is there already, for what comes from files.
CREATE INDEX capture_started ON capture (started_at);

//! The integration tests: one binary, so that one link serves them all.

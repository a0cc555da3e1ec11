"""Many reports: planned, judged on an executor, stored as they come, gone on with where they stopped."""

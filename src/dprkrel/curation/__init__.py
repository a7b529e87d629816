"""From seeds to the bundled dataset, and help for those who curate the seeds."""

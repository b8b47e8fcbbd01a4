"""Pages of the systemansvarlig: people and their roles, embeter, and the log."""

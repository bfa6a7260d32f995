"""Background work that survives a killed worker: each job is a row before it is a message."""

"""What the portal tells its people: once, at most one reminder a day, in the portal and by mail."""

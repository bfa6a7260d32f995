"""How Thai offices write: digits, dates, fiscal years, clean text; pure but for the filters."""

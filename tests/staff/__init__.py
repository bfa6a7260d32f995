"""The administrator's rules and pages."""

"""Carrying out a plan: rounds that open by themselves, what groups note, and the report."""

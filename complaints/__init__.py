"""Complaints from receipt to outcome; the public page of channels."""

"""The portal's tests, one folder per room."""

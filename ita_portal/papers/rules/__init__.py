"""What happens to papers while they are written: begun, saved, copied, deleted, proposed."""

"""From a published score back to the items that were lost."""

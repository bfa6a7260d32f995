"""Tools for those who install, run and check the portal; the portal itself imports none of them."""

"""The pages of complaints: for who speaks, without account or cookie, and for who handles them."""

"""The pages of disclosure: those for everybody, and those on which the staff looks after them."""

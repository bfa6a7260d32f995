"""Reading the words out of files, with the places where they stand."""

"""Search over what is public: titles, text pages, papers and the words of files."""

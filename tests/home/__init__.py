"""First pages, the year's chain, the inbox and the sample office."""

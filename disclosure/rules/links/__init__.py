"""Links tried over the network as an outsider would: what they answer, and what that means."""

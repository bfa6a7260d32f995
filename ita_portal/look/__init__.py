"""The shared pieces of the face: icons, chips of states, bars."""

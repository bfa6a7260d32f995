"""How the Thai word and number parts are tested: examples first, then properties."""

"""What an office does about its findings: the yearly plan of measures."""

"""What becomes of the data when things go wrong: killed, full, locked, pressed twice."""

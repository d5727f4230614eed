"""Intake: a file becomes findings and a plan of changes. Touches no database and no screen."""

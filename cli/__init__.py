"""THE BACK DOOR'S VERBS: each word of the command line, asked of the rooms and answered."""

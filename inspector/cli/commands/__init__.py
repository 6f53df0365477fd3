"""What each command does once its words are understood; a file is named as its command."""

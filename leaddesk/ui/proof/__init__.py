"""*Save proof…*: the act on the screen, and the pages of the PDF."""

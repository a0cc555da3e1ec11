"""The clerk's own document with what was found written beside it: ``notes`` says what, ``word`` writes it as
comments into a Word document, ``page`` as a page of its own beside the text of any other input."""

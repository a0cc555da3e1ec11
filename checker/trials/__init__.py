"""Rules put to the test: their own examples, reports with the evidence cut out, a person's labels."""

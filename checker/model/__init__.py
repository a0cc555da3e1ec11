"""The nouns. They import each other downwards only: text, report, facts, rule, outcome, result."""

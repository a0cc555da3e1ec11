"""The rectification ledger read back: what people filled in → decisions; two runs → one ledger."""

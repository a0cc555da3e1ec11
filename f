#!/bin/sh
cd /tmp/wt/speed && PYTHONPATH=/tmp/wt/speed exec /work/main/.venv/bin/python -c "import sys; from checker.cli.main import main; sys.exit(main())" "$@"

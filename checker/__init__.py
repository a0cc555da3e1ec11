"""fazhi-checker: judge 法治政府建设年度报告 against declarative rules."""

__version__ = "0.1.0"

"""Exporters: a profile made into the file of another tool."""

"""Adapters: one module per framework, imported only when it is used."""

"""Invoices on the screen: paying and crediting them."""

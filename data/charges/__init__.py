"""Charges, invoices and payments: what they amount to, and writing, paying and crediting them."""

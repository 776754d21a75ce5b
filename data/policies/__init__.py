"""Policies: where every school stands, recording approvals, lists and agendas."""

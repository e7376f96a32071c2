"""Admit or refuse: validate, limit, identify."""

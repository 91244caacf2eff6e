"""Findings judged by hand: how many of those that a sweep reports are real."""

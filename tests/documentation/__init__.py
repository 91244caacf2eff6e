"""Tests of reading pages: the five given ones, those that boto3's generator writes, and invented ones."""

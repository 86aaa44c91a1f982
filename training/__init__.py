"""Datasets in, evaluated and exported model out."""

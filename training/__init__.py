"""Training: from datasets to evaluated, exported models."""

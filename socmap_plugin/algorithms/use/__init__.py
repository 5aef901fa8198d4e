"""What comes before samples and after a map: stocks, totals, documents, and where to sample next."""

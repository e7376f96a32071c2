"""What an article opens and closes with: headline, bylines, dateline, agency, stamps."""

"""Without what writes botocore's reference documentation, which every client would load."""

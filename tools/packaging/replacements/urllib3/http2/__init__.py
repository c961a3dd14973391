"""Without HTTP/2, which AWS does not speak, and the look-up of its library's version in all metadata."""

"""What shapes do answers have? Parts that all apps describe theirs with."""

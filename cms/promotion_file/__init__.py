"""The promotion calendar as a file: `reading` > `layout` > `planning` > `saving`, and `dumping`."""

"""The block types of a body, and their JSON."""

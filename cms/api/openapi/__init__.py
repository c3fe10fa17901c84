"""The OpenAPI document, and its comparison with the last release."""

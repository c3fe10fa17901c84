"""The home page and the settings of a site."""

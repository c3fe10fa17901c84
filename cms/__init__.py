"""The project: settings and URLs, and the packages that its apps share."""

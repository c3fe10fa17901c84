"""The project: wiring on top, the ground that the apps share below."""

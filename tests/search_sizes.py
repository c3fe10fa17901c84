"""Choose for how long properties search for a counterexample: as long as the run may take.

`HYPOTHESIS_PROFILE=nightly`, which `make test-long` sets, makes the long search.
"""

import os

from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")

# The oracles are slow on purpose.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", _PATIENT, max_examples=60)
settings.register_profile("nightly", _PATIENT, max_examples=5000)
settings.load_profile(PROFILE)


def examples(usual: int) -> int:
    """Return how many examples a costly property gets, with `usual` ones in `make test`."""
    return usual * 20 if PROFILE == "nightly" else usual

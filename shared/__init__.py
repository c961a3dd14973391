"""What the functions share."""

import gc

# All that is loaded stays: searching it for garbage, as often as Python would, takes 3 % of a cold start.
gc.set_threshold(50_000)

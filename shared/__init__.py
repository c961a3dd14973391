"""Everything that functions share."""

import gc
import logging
import os

# All that is loaded stays: searching it for garbage, as often as Python would, takes 3 % of a cold start.
gc.set_threshold(50_000)
# Lambda shows what libraries say from INFO on: botocore alone reports its credentials at every cold start.
logging.getLogger().setLevel(logging.ERROR if os.environ.get("LOG_LEVEL") == "ERROR" else logging.WARNING)

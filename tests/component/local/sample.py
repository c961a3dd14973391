"""Where the sample application is."""

from pathlib import Path

HERE = Path(__file__).parent
SAMPLE_TEMPLATE = HERE / "template.yaml"

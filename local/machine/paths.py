"""Paths of the project's files."""

from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = PROJECT_ROOT / "template.yaml"
STACKS = PROJECT_ROOT / "stacks"
FUNCTIONS = PROJECT_ROOT / "functions"
CONSOLE = PROJECT_ROOT / "console"
STATE_DIR = PROJECT_ROOT / ".local" / "state"

"""The declaration of accessibility that a commune completes."""

from pathlib import Path

TEMPLATE = Path(__file__).parent / "accessibility.yaml"

"""How well two colours can be told apart, as WCAG 2.1 computes it."""

from __future__ import annotations


def channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def luminance(colour: list[float]) -> float:
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(front: str, back: str, opacity: float = 1.0) -> float:
    """The contrast ratio of a colour, mixed with the ground it lies on by its opacity."""
    ground = channels(back)
    mixed = [opacity * f + (1 - opacity) * g for f, g in zip(channels(front), ground, strict=True)]
    lighter, darker = sorted((luminance(mixed), luminance(list(ground))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)

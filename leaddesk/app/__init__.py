"""The composition root: builds infra, services and screens once, owns the loop and the shutdown."""

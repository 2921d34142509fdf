"""What a person sees: the brief of a night, and the explorer of the whole warehouse."""

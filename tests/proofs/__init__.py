"""The proofs of the promises about the warehouse: real runs that are killed, cut off and read; ``make prove``, or shorter in the tests."""

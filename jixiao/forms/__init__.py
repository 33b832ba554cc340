"""The ground floor: what a form is. It imports nothing else of ours; every room stands on it."""

"""jixiao (绩效): performance-target forms in, tables that an analyst can use out."""

__version__ = "0.1.0"

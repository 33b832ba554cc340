"""What pytest leaves out: the modules of an extra that is not installed."""

from extract.readers import scan

collect_ignore_glob = [] if scan.is_installed() else ["extract/readers/scan/*.py"]

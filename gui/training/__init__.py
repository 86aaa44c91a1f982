"""The Training page: import and review exports, train on them, judge and activate the result."""

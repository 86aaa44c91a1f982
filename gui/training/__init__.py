"""The page Training: exports in, looked through, learnt from, judged, and put to use."""

"""SAMPLE DATA: an invented province that reports, sent and received as real offices would.

Every figure is made from one seed and no clock: the same catalogue gives the same files.
Bodies and areas are the plan's own; all that is told of them is invented.
"""

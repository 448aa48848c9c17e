"""What things cost, side by side in one run: only ratios within one run can be compared."""

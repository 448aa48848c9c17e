"""Import of a school from a workbook or a folder of csv (A07-A16, I01): dry run, differences, one transaction."""

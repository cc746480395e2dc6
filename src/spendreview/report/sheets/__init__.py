"""The sheets of the settlement workbook, a module for each group of them."""

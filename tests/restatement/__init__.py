"""The allocation model stated a second time, in scipy, sharing no code with the package it checks."""

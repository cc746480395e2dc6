"""The example workbooks, and the script that builds them from published figures."""

"""``python -m spendreview``, for desks where the console script is not on the path."""

from spendreview.cli import main

if __name__ == "__main__":
    main()

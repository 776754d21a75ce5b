"""The app: tabs, bars, opening, closing, crashes."""

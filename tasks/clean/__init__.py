"""From documents to articles: reading, cleaning, dates, language and identity. Pure functions; no file and no network is touched.

``article`` is where to begin. Nothing is imported here, since trafilatura takes a fifth of a second, which only who cleans is to spend.
"""

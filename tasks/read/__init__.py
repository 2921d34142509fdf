"""From a folder or file to leaf documents: formats, archives, feeds, sidecars. Nothing here interprets an article."""

from tasks.read.documents import make_document, merge_supplied
from tasks.read.feeds import read_feed
from tasks.read.files import read_file
from tasks.read.limits import ReadLimits
from tasks.read.pages import read_page
from tasks.read.walk import find_files

__all__ = ["ReadLimits", "find_files", "make_document", "merge_supplied", "read_feed", "read_file", "read_page"]

"""Papers that people write by themselves: orders, memos, announcements of anything else.

What is written here goes the way of all papers through the documents room.
"""

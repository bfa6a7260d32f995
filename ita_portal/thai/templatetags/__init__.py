"""The template filters of this room: `{% load thai %}`."""

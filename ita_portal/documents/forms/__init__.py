"""What people type about papers: when they decide, and when they set how papers are done."""

from ita_portal.documents.forms.deciding import EndorseForm, SendBackForm, SignForm

__all__ = ["EndorseForm", "SendBackForm", "SignForm"]

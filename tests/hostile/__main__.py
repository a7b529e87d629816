"""Write the messages of all cases anew."""

from tests.hostile.messages import MESSAGES, sections

MESSAGES.write_text("".join(sections()), "utf-8")

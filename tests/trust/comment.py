#!/usr/bin/env python3
"""Reads the comments about hostile records, which `cargo test` has written, with cmark-gfm, the parser of GitHub.

    python3 tests/trust/comment.py target/tmp/comments.json

What is shown must be the words of the records, and no element but headings, paragraphs, lists and marks may stand there.
"""
import html.parser
import json
import re
import sys

import cmarkgfm
from cmarkgfm.cmark import Options

HARMLESS = {"h3", "p", "ul", "li", "strong", "del"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.wrong = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in HARMLESS or attributes:
            self.wrong.append((tag, attributes))

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.wrong.append(("comment", data))


def bare(text):
    """The words without spaces, the signs between them, and the joiner that parts a sign from a name."""
    return re.sub(r"[\s\u2060·:…-]", "", text)


def main(path):
    with open(path, encoding="utf-8") as file:
        comments = json.load(file)
    for comment in comments:
        rendered = cmarkgfm.github_flavored_markdown_to_html(comment["markdown"], Options.CMARK_OPT_UNSAFE)
        page = Page()
        page.feed(rendered)
        page.close()
        assert not page.wrong, (page.wrong, comment["markdown"])
        shown, words = bare("".join(page.text)), bare(visible(comment["words"]))
        if "…" in "".join(page.text):
            # A long value is cut.
            continue
        assert shown == words, (shown, words)
    print(f"{len(comments)} comments show text only")


def visible(text):
    """Characters that show nothing are shown by their numbers, as on a terminal; those that are spaces part words."""
    hidden = re.compile(
        "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
        "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    )
    return hidden.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text)


main(sys.argv[1])

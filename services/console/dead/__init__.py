"""Dead letters as a tool: what lies there and why, what became of it, and sending it again, once.

`letters` are read and folded into a `book`, with the markers of replays that lie among them (`markers`);
`where` says which are meant, `signature` and `groups` which are of one kind, `trial` what today's code makes
of them, `sending` sends.
"""

"""Knowledge of languages: words in files, one fact a file, and nothing else. Rules that use them stay code.

language.py     the fields of a pack, each of them a word file
word_files.py   how a word file is read
en/ de/         the packs; press/ has what the press writes in whatever language
README.md       which file is read by whom, and what measures it
"""

from services.languages.language import Language, Press, read_language, read_tables

ENGLISH = read_language("en")
GERMAN = read_language("de")
PRESS = read_tables(Press, "press")

__all__ = ["ENGLISH", "GERMAN", "PRESS", "Language"]

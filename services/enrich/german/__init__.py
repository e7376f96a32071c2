"""What enrich can do with German without a model: by rules, by the gazetteer, and by the German word files.

sentences.py   paragraphs and sentences
names.py       people, by titles, first names and who speaks; places, by the gazetteer
quotes.py      quotations with their speakers
dates.py       dates and their values
phrases.py     key phrases
"""

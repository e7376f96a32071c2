"""Short news of events that look alike; every text is written for these tests."""

from datetime import UTC, datetime

from schemas import EnrichedArticle
from tests.unit.store.made import article

ACEH_FIRST = article(
    "aceh-first",
    "A magnitude 6.1 earthquake struck Aceh province in Indonesia on Tuesday, killing at least 22 people "
    "and injuring more than 200, officials said. Rescuers searched for survivors in collapsed buildings "
    "in Bener Meriah. President Susilo Yudhoyono ordered the army to help. The quake damaged hundreds of "
    "houses and cut off power. Residents ran out of their homes in panic. The epicentre was 34 miles "
    "southeast of Bireun.",
    number=1,
    headline="Earthquake in Indonesia kills at least 22",
    people=["Susilo Yudhoyono"],
    places=["Aceh", "Indonesia", "Bener Meriah", "Bireun"],
    published_at=datetime(2013, 7, 2, tzinfo=UTC),
)
ACEH_TOLL = article(
    "aceh-toll",
    "The death toll from the earthquake in Indonesia's Aceh province rose to 35 on Wednesday as rescue "
    "teams reached villages in Bener Meriah that landslides had cut off. Some 275 people were injured and"
    " 4,300 houses damaged by the 6.1 magnitude quake on Tuesday, the disaster agency said. Susilo "
    "Yudhoyono said the government would send tents and food. Aftershocks kept people in Bireun outdoors "
    "overnight.",
    number=2,
    headline="Death toll rises to 35 in Aceh quake",
    people=["Susilo Yudhoyono"],
    places=["Indonesia", "Aceh", "Bener Meriah", "Bireun"],
    published_at=datetime(2013, 7, 3, tzinfo=UTC),
)
BUSHEHR = article(
    "bushehr",
    "A magnitude 6.3 earthquake struck southern Iran on Tuesday, killing at least 37 people and injuring "
    "more than 850, officials said. Rescuers searched for survivors in collapsed buildings near Bushehr. "
    "President Mahmoud Ahmadinejad ordered ministers to the region. The quake damaged hundreds of houses "
    "and cut off power. Residents ran out of their homes in panic. The epicentre was 55 miles southeast "
    "of Kaki.",
    number=3,
    headline="Earthquake in Iran kills at least 37",
    people=["Mahmoud Ahmadinejad"],
    places=["Iran", "Bushehr", "Kaki"],
    published_at=datetime(2013, 7, 4, tzinfo=UTC),
)
OROZCO = article(
    "orozco",
    "A judge in Norwalk sentenced Jose Orozco to death on Thursday for the murder of a sheriff's deputy. "
    "Orozco shot Deputy Jerry Ortiz in the head in 2005 while Ortiz was looking for another man in "
    "Hawaiian Gardens. The jury had recommended the death penalty in March. The deputy's widow told the "
    "court that her husband had been married for three weeks. Defence lawyers said that they would "
    "appeal.",
    number=4,
    headline="Man sentenced to death for killing deputy",
    people=["Jose Orozco", "Jerry Ortiz"],
    places=["Norwalk", "Hawaiian Gardens"],
    published_at=datetime(2013, 7, 4, tzinfo=UTC),
)
WESSON = article(
    "wesson",
    "A judge in Fresno sentenced Marcus Wesson to death on Wednesday for the murder of nine of his "
    "children. Wesson was found guilty in June after a trial that lasted three months. The jury had "
    "recommended the death penalty. Police found the bodies in a back room of his house in Fresno after a"
    " stand-off. Defence lawyers had told the court that his daughter Sebhrenah shot them. They said that"
    " they would appeal.",
    number=5,
    headline="Father sentenced to death for killing his children",
    people=["Marcus Wesson", "Sebhrenah"],
    places=["Fresno"],
    published_at=datetime(2013, 7, 5, tzinfo=UTC),
)
TALKS_LATER = article(
    "talks-later",
    "U.S. Vice President Mike Pence told Japanese Prime Minister Shinzo Abe in Tokyo on Tuesday that the "
    "United States wants a trade agreement with Japan that covers services as well as goods. Abe and "
    "Donald Trump agreed in September to open talks on trade, and Trump holds back tariffs on Japanese "
    "cars while they go on. Toshimitsu Motegi and Robert Lighthizer are to meet in January. Japan wants "
    "an agreement on goods only. Abe said that both would keep up pressure on North Korea until it gives "
    "up its nuclear weapons.",
    number=6,
    headline="Pence presses Japan on trade ahead of talks",
    people=["Mike Pence", "Shinzo Abe", "Donald Trump", "Toshimitsu Motegi", "Robert Lighthizer"],
    places=["Tokyo", "United States", "Japan", "North Korea"],
    published_at=datetime(2018, 11, 13, tzinfo=UTC),
)
LOOKALIKES: tuple[EnrichedArticle, ...] = (ACEH_FIRST, BUSHEHR, OROZCO, WESSON, TALKS_LATER)
"""No two of these tell of one event."""

"""The articles of the demo, in the order in which they are added."""

from cms.demo.articles.breath import ARTICLE as BREATH
from cms.demo.articles.diary import ARTICLE as DIARY
from cms.demo.articles.german import GERMAN
from cms.demo.articles.immunity import ARTICLE as IMMUNITY
from cms.demo.articles.movement import ARTICLE as MOVEMENT
from cms.demo.articles.plate import ARTICLE as PLATE
from cms.demo.articles.sleep import ARTICLE as SLEEP
from cms.demo.articles.unfinished import DRAFT, SCHEDULED

ARTICLES = [IMMUNITY, SLEEP, MOVEMENT, PLATE, BREATH, DIARY, DRAFT, SCHEDULED]

__all__ = ["ARTICLES", "GERMAN"]

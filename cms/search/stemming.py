"""Which words are in a text, and when are two of them the same to somebody who searches?

Case, accents and endings do not count: `Schläft` and `schlafen`, `cafés` and `cafe` are the same.
All of it happens here, so that every database finds the same rows and what is highlighted is what
was found.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from Stemmer import Stemmer

STEMMERS: Final = {"en": "english", "de": "german", "es": "spanish", "fr": "french"}
"""The Snowball algorithm of each language; words of others are compared as they are written."""
LONGEST_WORD: Final = 60
"""What is longer is no word that anybody searches for, in characters."""
# A letter or digit, and the accents that may follow it as characters of their own.
WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# What says nothing about a text, accents folded. Left out of questions, never out of texts.
_COMMON: Final = {
    "en": (
        "a about an and any are as at be but by can do does for from had has have how i if in is "
        "it its me my not of on or our should so than that the their them there these they this "
        "to was we were what when where which while who why will with would you your"
    ),
    "de": (
        "aber als am an auch auf aus bei bin bis das dass dem den der des die durch ein eine einem "
        "einen einer eines er es fur hat habe haben ich ihr im in ist kann man mein mit nach nicht "
        "noch oder sich sie sind so uber um und uns unter vom von vor wann warum was wenn wer wie "
        "wir wird wo zu zum zur"
    ),
    "es": (
        "a al como con cual cuando de del donde e el ella ellos en entre es esta este esto ha hay "
        "la las le les lo los mas me mi muy no nos o para pero por porque que quien se si sin "
        "sobre son su sus tu un una unas unos y ya yo"
    ),
    "fr": (
        "a au aux avec ce ces cette comme comment d dans de des du elle elles en est et eux il ils "
        "j je l la le les leur lui m ma mais me mes moi mon n ne nos notre nous on ou par pas plus "
        "pour pourquoi qu quand que quel quelle qui s sa sans se ses si son sont sur ta te tu un "
        "une vos votre vous y"
    ),
}


def fold(text: str) -> str:
    """The text in small letters without accents, compatibility forms written out.

    >>> fold("Schläft GROẞ im Café")
    'schlaft gross im cafe'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words of a text in their order, folded.

    >>> words("Covid-19 and/or l'été")
    ['covid', '19', 'and', 'or', 'l', 'ete']
    """
    return [word for word in WORD.findall(fold(text)) if len(word) <= LONGEST_WORD]


def terms(text: str, language: str) -> list[str]:
    """The words of a text without their endings, by which they are found.

    >>> terms("Sleeping cats", "en"), terms("Die Häuser", "de"), terms("Grands cafés", "fr")
    (['sleep', 'cat'], ['die', 'haus'], ['grand', 'caf'])
    """
    return stems(words(text), language)


def stems(folded: Iterable[str], language: str) -> list[str]:
    """Folded words without their endings, as many and in their order."""
    algorithm = STEMMERS.get(language)
    if algorithm is None:
        return list(folded)
    # Made anew, since one may not be shared by threads; that costs less than a lock. Twice, since
    # a word without its accents has endings that only the second turn knows: `mangée`, `mange`.
    stemmer = Stemmer(algorithm, 0)
    return stemmer.stemWords(stemmer.stemWords(list(folded)))


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(_COMMON.get(language, "").split())


def asked(question: str, language: str) -> list[str]:
    """The terms that a question asks for, each once; common words only where it has no others.

    >>> asked("How to sleep, sleeping or not", "en"), asked("To be or not to be", "en")
    (['sleep'], ['to', 'be', 'or', 'not'])
    """
    found = words(question)
    telling = [word for word in found if word not in _common(language)]
    return list(dict.fromkeys(stems(telling or found, language)))


def anywhere(word: str) -> list[str]:
    """What a folded word may be found by where its language is unknown."""
    return list(dict.fromkeys(stem for code in STEMMERS for stem in stems([word], code)))

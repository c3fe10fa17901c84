"""Split a text into words, and reduce words to the terms by which they are searched.

Case, accents and endings do not count: `Schläft` and `schlafen`, `cafés` and `cafe` are the same.
This is done here and not in the database, so that every database finds the same rows and
highlights mark what was found.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from Stemmer import Stemmer

STEMMERS: Final = {"en": "english", "de": "german", "es": "spanish", "fr": "french"}
"""The Snowball algorithm of each language; words of other languages are not stemmed."""
MAX_WORD_LENGTH: Final = 60
"""Longer words are not indexed, in characters."""
# A letter or digit, and the accents that may follow it as characters of their own.
WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# Stop words, accents folded. Left out of searches, never out of texts.
_STOP_WORDS: Final = {
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
    """Return a text in lower case without accents, with compatibility characters decomposed.

    >>> fold("Schläft GROẞ im Café")
    'schlaft gross im cafe'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """Return the words of a text in their order, folded.

    >>> words("Covid-19 and/or l'été")
    ['covid', '19', 'and', 'or', 'l', 'ete']
    """
    return [word for word in WORD.findall(fold(text)) if len(word) <= MAX_WORD_LENGTH]


def terms(text: str, language: str) -> list[str]:
    """Return the terms of a text: its words without their endings.

    >>> terms("Sleeping cats", "en"), terms("Die Häuser", "de"), terms("Grands cafés", "fr")
    (['sleep', 'cat'], ['die', 'haus'], ['grand', 'caf'])
    """
    return stems(words(text), language)


def stems(folded: Iterable[str], language: str) -> list[str]:
    """Return folded words without their endings, in the same number and order."""
    algorithm = STEMMERS.get(language)
    if algorithm is None:
        return list(folded)
    # A new stemmer, which costs less than a lock: threads cannot share one. Twice, since a word
    # without its accents may have an ending that only the second pass removes: `mangée`, `mange`.
    stemmer = Stemmer(algorithm, 0)
    return stemmer.stemWords(stemmer.stemWords(list(folded)))


@cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(_STOP_WORDS.get(language, "").split())


def search_terms(text: str, language: str) -> list[str]:
    """Return the terms of a search, each once; stop words only if there are no other words.

    >>> search_terms("How to sleep, sleeping or not", "en")
    ['sleep']
    >>> search_terms("To be or not to be", "en")
    ['to', 'be', 'or', 'not']
    """
    typed = words(text)
    significant = [word for word in typed if word not in _stop_words(language)]
    return list(dict.fromkeys(stems(significant or typed, language)))


def stems_in_any_language(word: str) -> list[str]:
    """Return the stems of a folded word whose language is unknown."""
    return list(dict.fromkeys(stem for code in STEMMERS for stem in stems([word], code)))

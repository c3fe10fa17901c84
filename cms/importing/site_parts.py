"""Recognize parts of a site, such as a cart or related pages, by their text or class names."""

import re

COOKIE_NOTE, LOG_IN, COMMENTS, SHARING = "cookie note", "log-in", "comments", "sharing buttons"
RELATED, NAVIGATION, SEARCH, CART, FOOTER = (
    "related pages",
    "navigation",
    "search",
    "cart",
    "footer",
)
COUNTRY, AGE, PRODUCT = "choice of a country or language", "age check", "product view"

_THINGS = (
    r"(blog )?(posts?|articles?|stories|story|news|reads?|reading|pages?|topics?|guides?|recipes?|"
    r"videos?|products?|items?|categories|content|searches|links)"
)
# Patterns match from the beginning of a line; those that end with $ match all of it.
_LINES = {
    RELATED: (
        rf"(related|similar|recommended|suggested|popular|trending|latest|recent|featured|further|"
        rf"previous|next|older|newer|other|more)( {_THINGS})+\W*$|related\W*$|trending( now)?\W*$|"
        rf"recommended (for you|by)\b|more (from|about|like this|to explore)\b|"
        rf"(read|up|watch) next\b|read (also|more)\b|also read\b|see also\b|"
        rf"(most|editor.?s) (read|popular|viewed|picks?)\b|"
        rf"you (may|might)( also)? (also|like|enjoy)\b|(people|customers|others) also\b|"
        rf"(ähnliche|verwandte|weitere) (beiträge|artikel)\b|das könnte\b.* interessieren\b"
    ),
    COMMENTS: (
        r"\d* ?(comments?|repl(y|ies)|responses?)\W*$|"
        r"(leave|post|add|write|submit) (a |your |us a )?(comment|reply)\b|"
        r"notify me (of|when|about|by)\b|join the (conversation|discussion)\b|"
        r"(reply|respond) to\b|cancel reply\b|kommentare?\W*$|schreibe? einen kommentar\b"
    ),
    SHARING: (
        r"share( with)?\W*$|share (this|it|on|via|to)\b|tweet\W*$|(tweet|email) this\b|pin it\b|"
        r"copy link\b|follow us\b|teilen\W*$"
    ),
    NAVIGATION: (
        r"(main |site |mobile |primary )?(menu|navigation)\W*$|skip to\b|"
        r"back to (the )?(top|blog)\b|(all )?categories\W*$"
    ),
    SEARCH: r"search\b|suche\W*$|recent searches\b|start typing\b",
    CART: (
        r"(your |my |shopping )+(cart|basket|bag|wish ?list)\b|(cart|basket|bag)\W*$|checkout\b|"
        r"continue shopping\b|(sub)?total\W*$|warenkorb\b"
    ),
    LOG_IN: (
        r"(please )?(log|sign)[ -]?(in|on)\b|"
        r"(create|set up) (an? |your |free )*(account|profile)\b|"
        r"(your |my )*account\W*$|(lost|forgot|reset|retrieve|recover)( your)? password\b|"
        r"(request|forgot)( your)? user ?name\b|register\W*$|(don.?t have|no) an? account\b|"
        r"already (have an account|a (member|subscriber)|registered)\b|(anmelden|einloggen)\W*$"
    ),
    COUNTRY: (
        r"(please )?(choose|select|change|confirm|pick|switch)( your| a| the)?( (shipping|delivery|"
        r"preferred))? (country|region|location|language|currency|store|market)\b|"
        r"(are you|it looks like you.?re|you.?re|you are) (in|(shopping|visiting) (from|in))\b|"
        r"where (are you|should we (ship|deliver))\b|(country|language|currency)\W*$|"
        r"wählen? sie (ihr|ein) land\b|land (auswählen|wählen)\b|sprache\W*$"
    ),
    AGE: (
        r"are you (of legal|((over|at least|older than) )?\d\d)\b|age (verification|check|gate)\b|"
        r"(please )?(verify|confirm|enter) (your )?(age|date of birth|birthday)\b|"
        r"you must be (of legal|((over|at least|older than) )?\d\d)\b|"
        r"(sind sie|bist du) (schon |über )*\d\d\b"
    ),
    PRODUCT: (
        r"quick (view|shop|look|buy)\b|size (guide|chart)\b|"
        r"(item )?add(ed)? to (your |the |my )?(cart|basket|bag|wish ?list)\W*$|schnellansicht\b"
    ),
    FOOTER: r"©|\(c\) \d{4}|copyright\b|powered by\b|all rights reserved\b",
}
_PARTS = {part: re.compile(pattern, re.IGNORECASE) for part, pattern in _LINES.items()}
_COOKIES = re.compile(
    r"\b(use|accept|allow|reject|decline|manage|our)( all)? cookies\b|\bgdpr\b|"
    r"\b(cookies?|privacy|consent) (policy|notice|settings|preferences|choices|manager)\b",
    re.IGNORECASE,
)
_MAX_WORDS = 12
"""Words of a line that names a part of the site; a longer line is content."""

_NAMES = {
    COOKIE_NOTE: "cookie cookies consent gdpr ccpa onetrust",
    CART: "cart carts minicart cartdrawer basket checkout wishlist",
    SEARCH: "search searchform searchbar searchbox autocomplete typeahead",
    RELATED: "related relatedposts recommended recommendation recommendations recirculation "
    "trending",
    COMMENTS: "comment comments commentform respond reply disqus",
    SHARING: "share sharing sharedaddy sharethis addtoany social socials",
    LOG_IN: "login signin logon account password auth registration paywall regwall",
    NAVIGATION: "nav navbar navigation menu submenu megamenu breadcrumb breadcrumbs hamburger "
    "offcanvas",
    FOOTER: "footer colophon",
    COUNTRY: "country countries currency locale locales localization geolocation geoip",
    AGE: "age agegate agecheck ageverification ageverify",
    PRODUCT: "quick quickview quickshop quickbuy quicklook sizeguide sizechart",
}
_PART_OF_NAME = {word: part for part, words in _NAMES.items() for word in words.split()}
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def part_by_line(line: str) -> str:
    """Return the part of a site that the line names, such as "related pages", or ""."""
    if _COOKIES.search(line):
        return COOKIE_NOTE
    if len(line.split()) > _MAX_WORDS:
        return ""
    text = line.strip(" \t>»›→|·•-–—\"'“”")
    return next((part for part, pattern in _PARTS.items() if pattern.match(text)), "")


def part_by_name(names: str) -> str:
    """Return the part of a site that an element's classes and id name, or "".

    Only whole words count: ``CartDrawer`` and ``cart-drawer`` name a cart, ``cartoon`` does not.
    """
    words = (word.lower() for word in _NAME_WORD.findall(names))
    return next((_PART_OF_NAME[word] for word in words if word in _PART_OF_NAME), "")

"""The language of a text by its commonest small words; what a page declares decides where they do not."""

from __future__ import annotations

import re
from collections import Counter

_WORDS = {
    "en": "the of and to in is that for with on are was by this from have not be as at it or which an",
    "de": "der die und das den von zu mit ist auf für nicht ein eine dem des sich auch im wir werden sind "
    "bei",
    "fr": "le la les des et est dans une pour du sur que qui par avec au sont pas nous plus ce cette aux",
    "es": "el la los las de y que en por con una para es del se al como más su sus este ha son lo",
    "it": "il di che la e per un del una con non sono della le dei gli nel alla dalla anche si da è più",
    "pt": "o a os as de do da em um uma para com não que por mais no na dos das se são ao como",
    "nl": "de het een van en in is dat op te voor met zijn niet aan er ook door wordt bij naar deze om",
    "sv": "och att det som en på är av för med till den har inte om ett vi de i från kan eller ska",
    "da": "og at det som en på er af for med til den har ikke om et vi de i fra kan eller skal",
    "no": "og at det som en på er av for med til den har ikke om et vi de i fra kan eller skal",
    "pl": "i w na z że do się nie to jest o jak po od za dla są przez oraz który ale jego",
    "fi": "ja on ei että se hän oli ovat mutta kun joka myös tai sekä olla kuin tämä sen",
}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_SAMPLE = 6_000


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code of `text`, or what the page `declared` where the words do not decide."""
    said = re.match(r"[a-z]{2}(?![a-z])", (declared or "").strip().lower())
    sample = text[:_SAMPLE]
    return _by_script(sample) or _by_words(sample) or (said[0] if said else None)


def _by_script(sample: str) -> str | None:
    letters = sum(map(str.isalpha, sample)) or 1
    return next((code for code, letter in _SCRIPTS if len(letter.findall(sample)) > 0.2 * letters), None)


def _by_words(sample: str) -> str | None:
    words = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    scores = Counter({code: sum(words[word] for word in known) for code, known in _SETS.items()})
    (best, most), (_, second) = scores.most_common(2)
    return best if most >= 5 and most > 1.15 * second else None

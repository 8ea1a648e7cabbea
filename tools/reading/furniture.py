"""Lines that a site sets among the words of an article: pointers, newsletters, comments, credits."""

from __future__ import annotations

import re

_LONG = 180
_POINTS = (
    r"(?:read|see|watch|listen) (?:also|more|next|on|too)\b|also read\b|related(?: (?:articles?|stor(?:y"
    r"|ies)|posts?|topics?"
    r"|links?|news))?\s*:?$|related(?: (?:article|story|post))?:|more (?:on|from|about) (?:this|the topic)"
    r"|you (?:may|might) also like|recommended (?:for you|reading|articles?)|don't miss|what to read next"
    r"|lesen sie (?:auch|hier|dazu|mehr|jetzt)|lies auch|mehr zum thema|mehr dazu|mehr lesen|auch interessant"
    r"|das könnte (?:sie|dich)|passend dazu|weitere (?:artikel|infos?|informationen|meldungen|news|beiträge"
    r"|themen|touren\w*)\b"
    r"|zum weiterlesen|weiterlesen|siehe auch|kommentierte artikel|ähnliche artikel"
    r"|à lire (?:aussi|également)|lire (?:aussi|la suite|également)|pour lire la suite|voir aussi"
    r"|sur le même (?:sujet|thème)"
    r"|(?:le )?puede interesar|te puede interesar|lea (?:también|además)|lee también|más sobre|ver más"
    r"|mira también"
    r"|leggi anche|potrebbe interessarti|leia (?:também|mais)|veja também|lees ook|läs (?:också|mer)"
    r"|les også|læs også"
    r"|czytaj (?:też|także|więcej)|dowiedz się więcej|zobacz (?:też|także)|lue myös"
)
_ASKS = (
    r"(?:no|\d+|view|add|leave a|post a|write a|show) (?:comments?|reply)\b|(?:keine|\d+) kommentare?\b"
    r"|kommentar(?:e)? "
    r"(?:schreiben|hinterlassen|verfassen)|(?:aucun|\d+|laisser un) commentaires?|sin comentarios"
    r"|(?:sign|join|subscribe|register) (?:up )?(?:to|for|our|now)\b.{0,60}(?:newsletter|updates|alerts"
    r"|inbox)"
    r"|(?:zum |unseren |den )?newsletter\b.{0,40}(?:anmelden|abonnieren|bestellen)|.{0,30}abonnez-vous"
    r"|.{0,40}signing up to "
    r"our newsletter|(?:get|receive) .{0,40}newsletter|suscríb(?:ete|ase)|iscriviti|zapisz się"
    r"|share (?:this|on|via)\b|share$|tweet$|teilen$|partager$|compartir$|merken$|drucken$|print$|pin it$"
    r"|copy link"
    r"|follow us\b|folgen sie uns|folge uns|suivez-nous|síguenos|like us on"
    r"|du musst (?:dich )?(?:eingeloggt|einloggen|anmelden)|you must be (?:logged|signed) in"
    r"|log in to (?:comment|reply)"
    r"|(?:anzeige|werbung|advertisement|sponsored|publicité|publicidad|reklama)\b[:,]?.{0,40}$"
    r"|.{0,20}affiliate.links?\b"
)
_CREDITS = (
    r"(?:©|\(c\)\s)|(?:foto|fotos|photo|bild|titelbild|image|crédit|credits?|picture)(?:\s+by\b|\s*[:©])"
    r"|fot\.|image illustrative"
)
_WORDS = re.compile(rf"[\s>»›|–—•·*-]*(?:{_POINTS}|{_ASKS})", re.IGNORECASE)
_CREDIT = re.compile(rf"[\s|]*(?:{_CREDITS}).{{0,90}}$", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Say whether a line of an article belongs to the site and not to what the article says."""
    return len(line) <= _LONG and bool(_WORDS.match(line) or _CREDIT.match(line))

"""The rules of docs/domene.md written a second time, from the text and not from the code: what the figures should be.

Plain dicts in, the JSON of ``manage.py status`` out. It replays day by day instead of choosing rows, so that a slip in
``vedtak.domain`` is not repeated here.
"""

GRUPPER = ("totalt", "voksne", "em")
UTEN_TALL = {"utsatt": "utsatt", "foreloepig": "foreloepig", "vurderes": "vurderes"}


def delt(totalt, em):
    """Return the three groups; voksne only where both are known."""
    voksne = None if totalt is None or em is None else totalt - em
    return {"totalt": totalt, "voksne": voksne, "em": em}


def anmodet(runder, grense):
    """``runder`` are (egen, sendt, id, totalt, em); the last sent by ``grense`` stands, IMDi's where none is egen."""
    i_kraft = None
    for _egen, sendt, _id, totalt, em in sorted(runder, key=lambda runde: runde[:3]):
        if sendt <= grense:
            i_kraft = delt(totalt, em)
    return i_kraft


def frist(runder, svarfrister, utsettelser, grense):
    """Return the reply deadline on ``grense``: the round's own, then each extension of it from its day.

    ``svarfrister`` is request id → the round's deadline; ``utsettelser`` are (granted, row id, request id, deadline).
    """
    i_kraft = None
    for _egen, sendt, id, *_tall in sorted(runder, key=lambda runde: runde[:3]):
        if sendt <= grense:
            i_kraft = id
    dato = svarfrister.get(i_kraft)
    for innvilget, _id, anmodning, ny in sorted(utsettelser):
        if anmodning == i_kraft and innvilget <= grense:
            dato = ny
    return dato


def dager_over(dato, tilstand, per):
    """Return the days since the deadline while the answer is open, else None."""
    aapen = tilstand in ("ikke_svart", "utsatt", "foreloepig", "vurderes")
    return (per - dato).days if aapen and dato is not None and per > dato else None


def staar(svar, per, kjent):
    """Return (the rows that count, the latest row or None). ``svar`` are dicts, see ``fra_dag``."""
    sett = [ett for ett in svar if kjent is None or ett["mottatt"] <= kjent]
    etter_id = {ett["id"]: ett for ett in svar}

    def rettet_av(ett):
        # A correction of a correction says what the first should have said, known or not what stood between.
        return {ett["retter"]} | rettet_av(etter_id[ett["retter"]]) if ett["retter"] else set()

    borte = set().union(*map(rettet_av, sett))
    igjen = [ett for ett in sett if ett["id"] not in borte]

    def fra_dag(ett):
        # The council decided on its day; a correction of the record moves it only to an earlier day of receipt.
        kjede = [ett]
        while kjede[-1]["vedtaksdato"] is None and kjede[-1]["retter"] is not None:
            kjede.append(etter_id[kjede[-1]["retter"]])
        return kjede[-1]["vedtaksdato"] or min(ledd["mottatt"] for ledd in kjede)

    linje = sorted((fra_dag(ett), ett["mottatt"], ett["id"], ett) for ett in igjen if fra_dag(ett) <= per)
    hoved, tillegg, siste = None, [], None
    for dag, _mottatt, _id, ett in linje:
        siste = ett
        if ett["type"] == "trukket":
            hoved, tillegg = None, []
        elif ett["type"] == "vedtak" and ett["slag"] == "hoved":
            # What the council added on the same day stands.
            hoved, tillegg = ett, [t for t in tillegg if fra_dag(t) == dag]
        elif ett["type"] == "vedtak":
            tillegg.append(ett)
    return ([hoved] if hoved else []) + tillegg, siste


def ubekreftet(svar, per, kjent):
    """Return whether the municipality sent in a row that stands, and the embete had not said yes to it by then.

    ``fra_kommunen`` and ``dommer``, a list of (outcome, day), tell of each row.
    """
    deler, siste = staar(svar, per, kjent)
    for ett in [*deler, siste] if siste else deler:
        if not ett.get("fra_kommunen"):
            continue
        ja = [dag for utfall, dag in ett["dommer"] if utfall == "bekreftet"]
        if not any(dag <= per and (kjent is None or dag <= kjent) for dag in ja):
            return True
    return False


def vedtatt(svar, per, kjent):
    """Return (decided or None, the open state or None, kinds of conditions)."""
    deler, siste = staar(svar, per, kjent)
    aapent = UTEN_TALL.get(siste["type"]) if siste else None
    if not deler:
        return None, aapent, set()

    def sum_av(felt):
        return None if any(d[felt] is None for d in deler) else sum(d[felt] for d in deler)

    return delt(sum_av("totalt"), sum_av("em")), aapent, {v for d in deler for v in d["vilkaar"]}


def tilstand(gruppe, bedt, gitt, aapent, vilkaar):
    if bedt is None:
        return "ikke_anmodet"
    a, v = bedt[gruppe], gitt[gruppe] if gitt else None
    if a == 0 and v in (None, 0):
        return "ikke_anmodet"
    if aapent:
        return aapent
    if gruppe == "em" and "em_vurderes" in vilkaar and v in (None, 0):
        return "vurderes"
    if gitt is None:
        return "ikke_svart"
    if a is None or v is None:
        return "ukjent"
    if v == 0:
        return "avslag"
    return "fullt" if v == a else "mer" if v > a else "delvis"


def rad(runder, svar, per, kjent=None):
    """Return the figures and states of one municipality as the JSON has them."""
    bedt = anmodet(runder, per if kjent is None else min(per, kjent))
    gitt, aapent, vilkaar = vedtatt(svar, per, kjent)
    ingen = dict.fromkeys(GRUPPER)
    return {
        "anmodet": bedt or ingen,
        "vedtatt": gitt or ingen,
        "svar": {gruppe: tilstand(gruppe, bedt, gitt, aapent, vilkaar) for gruppe in GRUPPER},
        "ubekreftet": ubekreftet(svar, per, kjent),
    }, (bedt, gitt)


def sum_av(par):
    """Return the sums of (asked, decided) of many municipalities; an unknown part makes a sum unknown."""
    ut = {navn: {} for navn in ("anmodet", "vedtatt", "netto", "udekket", "ubesvart")}
    for gruppe in GRUPPER:
        bedt = [b[gruppe] for b, _ in par if b]
        gitt = [g[gruppe] for _, g in par if g]
        gap, aapent = [], []
        for b, g in par:
            if not b or b[gruppe] == 0:
                continue
            har = g[gruppe] if g else 0
            mangler = None if b[gruppe] is None or har is None else max(b[gruppe] - har, 0)
            gap.append(mangler)
            if not g:
                aapent.append(mangler)
        for navn, deler in (("anmodet", bedt), ("vedtatt", gitt), ("udekket", gap), ("ubesvart", aapent)):
            ut[navn][gruppe] = None if None in deler else sum(deler)
        kjent = None not in (ut["anmodet"][gruppe], ut["vedtatt"][gruppe])
        ut["netto"][gruppe] = ut["anmodet"][gruppe] - ut["vedtatt"][gruppe] if kjent else None
    return ut

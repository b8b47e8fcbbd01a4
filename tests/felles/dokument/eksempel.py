"""A whole report to draw: every block, an 18 × 9 table, an activity table over several pages, a chart, an annex."""

from datetime import date

from django.template import Context, Engine

from bosetting.felles.dokument.blokker import (
    Blokk,
    Dokument,
    Figur,
    Kolonne,
    Liste,
    Noekkeltall,
    Overskrift,
    Setning,
    Sideskift,
    Sitat,
    Tabell,
    Tall,
    Varsel,
    Vedlegg,
)
from bosetting.felles.dokument.markdown import les_markdown

KOMMUNER = (
    *("Halden", "Moss", "Sarpsborg", "Fredrikstad", "Hvaler", "Aremark", "Marker", "Rømskog", "Trøgstad"),
    *("Spydeberg", "Askim", "Eidsberg", "Skiptvet", "Rakkestad", "Råde", "Rygge", "Våler", "Hobøl"),
)

PROSA = """Fylkesmannen har hatt **tett dialog** med kommunene gjennom hele tertialet. Arbeidet følger
*prosjektplanen* og oppdragsbrevet, se [regjeringen.no](https://www.regjeringen.no/no/tema/innvandring-og-integrering/).

Kommunene melder særlig om tre forhold:

- bolig er den største utfordringen, både for enslige og for familier
- kapasiteten i flyktningtjenesten
    1. rekruttering av flyktningkonsulenter
    2. opplæring av nyansatte i introduksjonsordningen
- usikkerhet om bosettingstilskuddet

## Møter med kommunene

Det er holdt møter med rådmenn og ordførere. IMDi deltok på alle møtene, og Husbanken på de fleste.

> Vi tar imot flere enn noen gang, og vi får det til fordi hele kommunen er med.

| Møte | Dato | Deltakere |
|:-----|:-----|----------:|
| Rådmannsutvalget | 8. oktober 2015 | 18 |
| Fagsamling for flyktningtjenesten | 12. november 2015 | 64 |

Tallene er meldt inn av kommunene selv.\\
Neste samling er i mars.
"""

LANG_PROSA = "\n\n".join(
    f"Avsnitt {nr}: Kommunestyrene i Østfold behandlet anmodningen om bosetting av flyktninger, og de fleste fattet "
    "vedtak i samsvar med anmodningen. Flere kommuner tok forbehold om boligsituasjonen og om at det statlige "
    "integreringstilskuddet videreføres. Fylkesmannen følger opp kommunene som ennå ikke har svart, og har bedt om en "
    "orientering om saksgangen. Bosettingskommunene samarbeider om kvalifisering, og introduksjonsprogrammet er "
    "utvidet."
    for nr in range(1, 13)
)

_SVG = Engine().from_string(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 260" font-family="Inter" font-size="11">'
    '{% for y in linjer %}<line x1="30" x2="630" y1="{{ y }}" y2="{{ y }}" stroke="#C9D3DA"/>{% endfor %}'
    "{% for s in soeyler %}"
    '<rect x="{{ s.x }}" y="{{ s.y }}" width="20" height="{{ s.h }}" fill="#0A5478"/>'
    '<text x="{{ s.midt }}" y="235" text-anchor="middle" font-size="8" fill="#1B2733">{{ s.navn }}</text>'
    '<text x="{{ s.midt }}" y="{{ s.over }}" text-anchor="middle" font-weight="600" fill="#1B2733">{{ s.tall }}</text>'
    "{% endfor %}</svg>"
)


def figur(tittel: str = "Vedtatte plasser per kommune, 2015") -> Figur:
    soeyler = [
        {
            "x": 34 + 33 * nr,
            "midt": 44 + 33 * nr,
            "h": h,
            "y": 220 - h,
            "over": 214 - h,
            "navn": navn[:6],
            "tall": h,
        }
        for nr, navn in enumerate(KOMMUNER)
        for h in [20 + (nr * 37) % 170]
    ]
    svg = _SVG.render(Context({"linjer": range(20, 221, 50), "soeyler": soeyler}))
    return Figur(
        tittel, svg, "Fredrikstad og Sarpsborg vedtok flest plasser.", "kommunenes vedtak per 31.12.2015"
    )


def bred_tabell(liggende: bool = False) -> Tabell:
    kolonner = (
        Kolonne("Kommune"),
        *(Kolonne(navn, "tall", "Anmodet") for navn in ("Totalt", "Voksne", "EM")),
        *(Kolonne(navn, "tall", "Vedtatt") for navn in ("Totalt", "Voksne", "EM")),
        Kolonne("Differanse", "tall"),
        Kolonne("Vilkår og merknader"),
    )
    rader = tuple(
        (
            navn,
            str(40 + nr),
            str(30 + nr),
            "10",
            str(35 + nr),
            str(28 + nr),
            None if nr % 4 else "7",
            "−5",
            "Vurderes på nytt høsten 2016" if nr % 5 == 0 else "",
        )
        for nr, navn in enumerate(KOMMUNER)
    )
    return Tabell(
        "Anmodninger og vedtak for 2016, per kommune",
        kolonner,
        rader,
        sumrad=("Østfold", "1 873", "1 693", "180", "1 783", "1 657", "126", "−90", ""),
        fotnote="EM: enslige mindreårige. «–» betyr at tallet er ukjent.",
        kilde="kommunenes vedtak og anmodning fra IMDi av 17.11.2015",
        liggende=liggende,
    )


def aktiviteter(antall: int = 70) -> Tabell:
    rader = tuple(
        (
            f"{1 + nr % 28}.{1 + nr % 12}.2015",
            f"Fagsamling nummer {nr} om bosetting, kvalifisering og bolig",
            "Fylkesmannen, IMDi Øst, Husbanken",
            "Kommuner og frivillige organisasjoner",
            "Resultatmål 1 og 3",
            "Gjennomført" if nr % 3 else "Utsatt",
        )
        for nr in range(antall)
    )
    navn = ("Dato", "Aktivitet", "Ansvarlig", "Målgruppe", "Mål", "Status")
    return Tabell("Aktiviteter i tertialet", tuple(map(Kolonne, navn)), rader, radhode=1)


def alle_blokker() -> tuple[Blokk, ...]:
    return (
        Overskrift(1, "Innledning"),
        les_markdown(PROSA, 1),
        Overskrift(1, "Flyktning- og bosettingssituasjonen"),
        Overskrift(2, "Nøkkeltall"),
        Noekkeltall(
            (
                Tall("Anmodet", "780", "personer", "herav 197 enslige mindreårige", "IMDi"),
                Tall("Vedtatt", "704", "personer", "16 av 18 kommuner"),
                Tall("Reelt udekket", "88", "plasser"),
                Tall("Uten svar", "1", "kommune", "Spydeberg"),
            )
        ),
        Setning(
            "Spydeberg har ikke svart per 12. februar 2016.", ("anmodning av 17.11.2015", "IMDis oversikt")
        ),
        figur(),
        Overskrift(2, "Vedtak i kommunene"),
        bred_tabell(),
        les_markdown(LANG_PROSA, 2),
        Overskrift(3, "Vilkår"),
        Liste(("kun barnefamilier (3 kommuner)", "familiegjenforening regnes med (1 kommune)")),
        Liste(("Først svar", "Så vedtak"), ordnet=True),
        Sitat("Vi er nå blant de fylkene som bosetter flest.", "Innlegg på konferanse, januar 2016"),
        Overskrift(1, "Viktige aktiviteter"),
        aktiviteter(),
        Overskrift(1, "Kommunikasjonsplan"),
        Varsel("Kapittelet er ikke skrevet ennå."),
        Varsel("Tallene er foreløpige.", "merknad"),
        Sideskift(),
        Overskrift(1, "Oppsummering og veien videre"),
        les_markdown(LANG_PROSA, 1),
        Overskrift(
            4 - 2, "En overskrift som er så lang at den må gå over to linjer fordi den forteller for mye"
        ),
        les_markdown("Kort.", 2),
        Vedlegg("Anmodninger og vedtak per dato", liggende=True),
        Setning("Tabellen viser situasjonen slik den var kjent."),
        bred_tabell(),
        Vedlegg("Aktivitetsplan"),
        aktiviteter(20),
    )


def dokument(blokker: tuple[Blokk, ...] | None = None, **endret) -> Dokument:
    felt = {
        "tittel": "Tertialrapport 3.\N{NO-BREAK SPACE}tertial 2015",
        "undertittel": "Forsøk på økt og raskere bosetting av flyktninger i kommunene i Østfold",
        "forfatter": "Fylkesmannen i Østfold",
        "dato": date(2016, 2, 12),
        "versjon": "Utkast",
        "detaljer": (("Periode", "1. september–31. desember 2015"), ("Per dato", "12. februar 2016")),
        "emneord": ("bosetting", "flyktninger", "Østfold"),
    }
    return Dokument(blokker=alle_blokker() if blokker is None else blokker, **(felt | endret))

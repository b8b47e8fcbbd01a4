"""A member list from a file into a group: what would be new, shown before it is saved, and saved all or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256

from django.db import transaction

from bosetting.felles.hinder import Hinder
from bosetting.felles.melding import melding as _

from . import domain, medlemsliste, organisasjoner, personregler
from .medlemsfil import Linje, Merknad
from .medlemskap import sett_organisasjon
from .models import Gruppe, Medlemskap, Organisasjon, Person
from .personregler import Kjenning, liknende
from .skriving import skriv_ny


class Importfeil(Exception):
    """The file cannot be imported; ``feil`` are (line, reason)."""

    def __init__(self, feil: list[Merknad]):
        super().__init__(f"{len(feil)} feil i filen")
        self.feil = feil


class Endret(Exception):
    """What the file would change is no longer what the preview showed. Nothing was saved."""

    def __init__(self, resultat: "Medlemsresultat"):
        super().__init__("forhåndsvisningen gjelder ikke lenger")
        self.resultat = resultat


@dataclass(frozen=True)
class NyPlass:
    """A seat that the import makes: for a known person, a new one (``ny_person``), or nobody known."""

    linje: Linje
    ny_person: bool
    ny_organisasjon: bool

    @property
    def rolle(self) -> str:
        return Medlemskap(rolle=self.linje.rolle).get_rolle_display()


@dataclass
class Medlemsresultat:
    """What an import did, or would do: new seats, those that stand already, and what to look at."""

    nye: list[NyPlass] = field(default_factory=list)
    uendret: int = 0
    varsler: list[Merknad] = field(default_factory=list)

    @property
    def nye_personer(self) -> int:
        return len(
            {(ett.linje.navn.casefold(), ett.linje.epost.casefold()) for ett in self.nye if ett.ny_person}
        )

    @property
    def nye_organisasjoner(self) -> list[str]:
        return sorted({ett.linje.organisasjon for ett in self.nye if ett.ny_organisasjon})

    @property
    def fingeravtrykk(self) -> str:
        """Tell two results apart that would save different rows."""
        nye = [(ett.linje, ett.ny_person, ett.ny_organisasjon) for ett in self.nye]
        return sha256(repr((nye, self.uendret)).encode()).hexdigest()


@transaction.atomic
def importer(
    *, by, gruppe: Gruppe, linjer: Iterable[Linje], kilde: str, toerr: bool = False, ventet: str | None = None
) -> Medlemsresultat:
    """Give everybody in ``linjer`` a seat in ``gruppe``, all or nothing. Running it again changes nothing.

    A person is known by her e-mail address, else by her name in the organisation. ``toerr`` saves nothing. ``ventet``
    is the fingerprint of the result that was shown; raises Endret when it would be another, Importfeil with bad lines.
    """
    gruppe = (
        Gruppe.objects.select_for_update(of=("self",)).select_related("prosjekt__embete").get(pk=gruppe.pk)
    )
    kjente, resultat, feil = _Kjente(gruppe), Medlemsresultat(), []
    skal_skrives = []
    for linje in map(kjente.med_kommune, linjer):
        person = kjente.person(linje)
        if kjente.har_plass(linje, person):
            resultat.uendret += 1
            continue
        ny_person = bool(linje.navn) and person is None
        if ny_person:
            resultat.varsler += kjente.likner(linje)
        ny_organisasjon = kjente.organisasjon(linje.organisasjon) is None
        resultat.nye.append(NyPlass(linje, ny_person, ny_organisasjon))
        skal_skrives.append(linje)
    if ventet is not None and resultat.nye and resultat.fingeravtrykk != ventet:
        raise Endret(resultat)
    if not toerr:
        for linje in skal_skrives:
            try:
                _skriv(by, gruppe, kjente, linje, kilde)
            except Hinder as hinder:
                feil += [(linje.linjenr, grunn) for _felt, grunn in hinder.grunner]
    if feil:
        raise Importfeil(feil)
    return resultat


def _skriv(by, gruppe, kjente, linje, kilde) -> None:
    person = kjente.person(linje)
    if linje.navn and person is None:
        person = Person(
            embete=gruppe.prosjekt.embete,
            navn=linje.navn,
            tittel=linje.tittel,
            epost=linje.epost,
            telefon=linje.telefon,
        )
        person.organisasjon = organisasjoner.finn_eller_opprett(
            by=by, embete=gruppe.prosjekt.embete, navn=linje.organisasjon
        )
        person.avdeling = organisasjoner.avdeling_i(
            by=by, organisasjon=person.organisasjon, navn=linje.avdeling
        )
        kjente.ny(skriv_ny(by, person, "opprettet person"))
    plass = Medlemskap(
        gruppe=gruppe,
        person=person,
        funksjon=linje.funksjon,
        rolle=linje.rolle,
        andel=linje.andel,
        fra=linje.fra,
        til=linje.til,
        kilde=kilde,
    )
    sett_organisasjon(by, plass, linje.organisasjon, linje.avdeling, linje.paa_vegne_av)
    # Two lines may turn out to be one person: the same address under two spellings of her name.
    andre = map(medlemsliste.plass, kjente.seter[plass.organisasjon.navn.casefold()])
    if grunner := domain.hvorfor_ikke_medlem(medlemsliste.plass(plass), andre):
        raise Hinder(grunner)
    kjente.ny_plass(skriv_ny(by, plass, "opprettet medlemskap"))


class _Kjente:
    """What the embete knows already: its people, its organisations, and the seats of the group. Three queries."""

    def __init__(self, gruppe: Gruppe):
        embete = gruppe.prosjekt.embete
        self.organisasjoner = {
            rad.navn.casefold(): rad for rad in Organisasjon.objects.filter(embete=embete).order_by("pk")
        }
        kommuner = organisasjoner.kommunene(embete)
        kommuneorganisasjoner = {rad.kommune_id: rad.navn for rad in reversed(self.organisasjoner.values())}
        # What the organisation of each municipality is called, or will be.
        self.kommunene = {
            navn: kommuneorganisasjoner.get(kommune.pk, f"{kommune.navn} kommune")
            for navn, kommune in kommuner.items()
        }
        self.etter_epost: dict[str, list[Person]] = defaultdict(list)
        self.etter_navn: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self.etter_spor: dict[tuple, dict[int, Person]] = defaultdict(dict)
        rader = Person.objects.filter(embete=embete, anonymisert_at=None).select_related("organisasjon")
        for person in rader.order_by("pk"):
            self.ny(person)
        self.brukte: set[int] = set()
        self.seter: dict[str, list[Medlemskap]] = defaultdict(list)
        for sete in gruppe.medlemskap.select_related("organisasjon").order_by("pk"):
            self.ny_plass(sete)

    def ny(self, person: Person) -> None:
        """Remember a person."""
        for spor in personregler.spor(Kjenning(person.pk, person.navn, person.epost)):
            self.etter_spor[spor][person.pk] = person
        if person.epost:
            self.etter_epost[person.epost.casefold()].append(person)
        self.etter_navn[person.navn.casefold(), person.organisasjon.navn.casefold()].append(person)

    def ny_plass(self, sete: Medlemskap) -> None:
        """Remember a seat."""
        self.seter[sete.organisasjon.navn.casefold()].append(sete)

    def organisasjon(self, navn: str) -> Organisasjon | None:
        return self.organisasjoner.get(navn.casefold())

    def med_kommune(self, linje: Linje) -> Linje:
        """Return the line with «Halden» as «Halden kommune», unless an organisation is called just that."""
        if linje.organisasjon.casefold() in self.organisasjoner:
            return linje
        navn = self.kommunene.get(organisasjoner.kommunenavn(linje.organisasjon))
        return replace(linje, organisasjon=navn) if navn else linje

    def person(self, linje: Linje) -> Person | None:
        """Return the person whom the line means: the only one with her address, else her name in the organisation."""
        if not linje.navn:
            return None
        samme_epost = self.etter_epost.get(linje.epost.casefold(), []) if linje.epost else []
        med_navn = [rad for rad in samme_epost if rad.navn.casefold() == linje.navn.casefold()]
        treff = med_navn or (samme_epost if len(samme_epost) == 1 else [])
        if treff:
            return treff[0]
        paa_navn = self.etter_navn.get((linje.navn.casefold(), linje.organisasjon.casefold()), [])
        # Two addresses for one name in one organisation are two persons.
        mulige = [rad for rad in paa_navn if not (rad.epost and linje.epost)]
        return mulige[0] if mulige else None

    def har_plass(self, linje: Linje, person: Person | None) -> bool:
        """Return whether the line's seat stands already, in any part of its period.

        A seat where nobody's name stands answers for one line only: two advisers in the file are two heads.
        """
        if linje.navn and person is None:
            return False
        seter = self.seter[linje.organisasjon.casefold()]
        for sete in sorted(seter, key=lambda sete: sete.fra != linje.fra):
            if (sete.til and sete.til <= linje.fra) or (linje.til and linje.til <= sete.fra):
                continue
            if person is not None and sete.person_id == person.pk:
                return True
            lik_funksjon = sete.funksjon.casefold() == linje.funksjon.casefold()
            if person is None and sete.person_id is None and lik_funksjon and sete.pk not in self.brukte:
                self.brukte.add(sete.pk)
                return True
        return False

    def likner(self, linje: Linje) -> list[Merknad]:
        """Return who else may be the one that the line takes for a new person."""
        ny = Kjenning(None, linje.navn, linje.epost)
        mulige = {pk: rad for spor in personregler.spor(ny) for pk, rad in self.etter_spor[spor].items()}
        like = liknende(ny, [Kjenning(pk, mulige[pk].navn, mulige[pk].epost) for pk in sorted(mulige)])
        if not like:
            return []
        tekst = "; ".join(str(mulige[ett.noekkel]) for ett in like[:3])
        verdier = {"navn": linje.navn, "andre": tekst}
        grunn = _(
            "%(navn)s blir en ny person, men likner %(andre)s. Er det den samme, retter du filen.", **verdier
        )
        return [(linje.linjenr, grunn)]

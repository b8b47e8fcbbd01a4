"""What people type about activities and who came, and how the list of them is narrowed."""

from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bosetting.brukere.models import Embete
from bosetting.felles import norsk
from bosetting.felles.skjema import DatoField, HeltallField
from bosetting.felles.tertial import Tertial
from bosetting.kommuner.models import Kommune

from .models import Aktivitet, Fase, Organisasjon, Prosjekt, Resultatmaal
from .skjema import EndreSkjema, NyttSkjema, Skjema

_SOEKBARE = ("tittel", "sted", "maalgruppe", "beskrivelse")


def kommuner_i(embete: Embete, dag: date) -> QuerySet[Kommune]:
    """Return the municipalities that ``embete`` covers on ``dag``, by name."""
    return Kommune.objects.on_date(dag).filter(fylke__embeter=embete).norsk()


def organisasjonsnavn(embete: Embete) -> list[str]:
    """Return the names that the embete's organisations go by, for a list of suggestions."""
    rader = Organisasjon.objects.filter(embete=embete).order_by("navn")
    return list(rader.values_list("navn", flat=True))


class Navnefelt(forms.TextInput):
    """Several names, one line of input each, with suggestions; always ``ekstra`` empty lines at the end."""

    template_name = "nettverk/_navneliste.html"
    use_fieldset = True
    ekstra = 3

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.forslag: list[str] = []

    def value_from_datadict(self, data, files, name):
        hent = getattr(data, "getlist", None)
        return [verdi for verdi in (hent(name) if hent else data.get(name, [])) if verdi.strip()]

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else id_

    def get_context(self, name, value, attrs):
        kontekst = super().get_context(name, None, attrs)
        return kontekst | {
            "navn": [*(value or []), *[""] * self.ekstra],
            "liste": f"{name}_forslag",
            "forslag": self.forslag,
        }


class NavnelisteField(forms.Field):
    """Names as a list without blanks; the same name twice is one."""

    widget = Navnefelt
    maks = 120

    def clean(self, value):
        navn = [" ".join(ett.split()) for ett in value or []]
        if any(len(ett) > self.maks for ett in navn):
            raise forms.ValidationError(_t("Et navn kan ha høyst %(maks)s tegn.") % {"maks": self.maks})
        return list({ett.casefold(): ett for ett in navn}.values())

    def has_changed(self, initial, data):
        return sorted(initial or []) != sorted(data or [])


class AktivitetForm(Skjema):
    fra_dato = DatoField(label=_("Dato"))
    til_dato = DatoField(
        label=_("Siste dag"), required=False, help_text=_("Bare når aktiviteten varer flere dager.")
    )
    fra_tid = forms.TimeField(
        label=_("Klokken fra"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    til_tid = forms.TimeField(
        label=_("Klokken til"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    arrangoerer = NavnelisteField(
        label=_("Arrangører"),
        required=False,
        help_text=_("Én på hver linje. Velg en som finnes, eller skriv navnet på en ny."),
    )
    deltakere = HeltallField(
        label=_("Antall deltakere i alt"),
        required=False,
        stoerste=100_000,
        help_text=_(
            "La feltet stå tomt når antallet er ukjent. Tall per kommune føres på aktivitetens side."
        ),
    )
    kostnad = HeltallField(
        label=_("Kostnad i kroner"), required=False, stoerste=10_000_000_000, help_text=_("Hele kroner.")
    )

    class Meta:
        model = Aktivitet
        fields = [
            "tittel", "slag", "status", "fra_dato", "til_dato", "fra_tid", "til_tid", "sted", "maalgruppe",
            "deltakere", "kostnad", "fase", "resultatmaal", "kommuner", "innsyn", "beskrivelse", "evaluering", "kilde",
        ]  # fmt: skip
        widgets = {
            "resultatmaal": forms.CheckboxSelectMultiple,
            "kommuner": forms.CheckboxSelectMultiple(attrs={"class": "spalter"}),
            "beskrivelse": forms.Textarea(attrs={"rows": 5}),
            "evaluering": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "innsyn": _("Et kommunebesøk vises aldri for andre kommuner enn den det gjelder."),
            "kommuner": _(
                "Kommunene aktiviteten handler om, for eksempel et kommunebesøk. De ser den alltid."
            ),
            "evaluering": _("Hvordan det gikk. Bare embetet og samarbeidspartnerne ser dette."),
        }

    field_order = [
        "tittel", "slag", "status", "fra_dato", "til_dato", "fra_tid", "til_tid", "sted", "arrangoerer", "maalgruppe",
        "innsyn", "kommuner", "fase", "resultatmaal", "beskrivelse", "deltakere", "kostnad", "evaluering", "kilde",
    ]  # fmt: skip

    def __init__(self, *args, prosjekt: Prosjekt, dag: date, **kwargs):
        super().__init__(*args, **kwargs)
        valg = {
            "resultatmaal": prosjekt.resultatmaal.all(),
            "fase": prosjekt.faser.all(),
            "kommuner": self._kommuner(prosjekt.embete, dag),
        }
        for navn, rader in valg.items():
            self.fields[navn].queryset = rader
        self.fields["resultatmaal"].help_text = ""
        self.fields["kommuner"].label_from_instance = lambda kommune: kommune.navn
        self.fields["arrangoerer"].widget.forslag = organisasjonsnavn(prosjekt.embete)
        for navn in ("resultatmaal", "kommuner"):
            if not valg[navn]:
                self.fields[navn].widget = forms.MultipleHiddenInput()
        if not valg["fase"]:
            self.fields["fase"].widget = forms.HiddenInput()

    def _kommuner(self, embete: Embete, dag: date) -> QuerySet[Kommune]:
        naa = kommuner_i(embete, dag)
        if not self.instance.pk:
            return naa
        # Those chosen before their number went out of use can stay.
        staar = Kommune.objects.filter(aktiviteter=self.instance)
        return Kommune.objects.filter(Q(pk__in=naa.values("pk")) | Q(pk__in=staar.values("pk"))).norsk()

    @property
    def felt(self) -> dict:
        return super().felt | {"arrangoerer": self.cleaned_data["arrangoerer"]}


class NyAktivitetForm(NyttSkjema, AktivitetForm):
    pass


class EndreAktivitetForm(EndreSkjema, AktivitetForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["arrangoerer"] = self._arrangoerer()

    def _arrangoerer(self) -> list[str]:
        return [rad.navn for rad in self.instance.organisasjoner.all()]

    def lagret(self) -> dict:
        return super().lagret() | {"arrangoerer": self._arrangoerer()}


class Aktivitetsfilter(forms.Form):
    """Narrows the list of activities; what is wrong in it narrows nothing. An ordinary GET form.

    ``egne`` are the activities that may be seen, ``tertialer`` those that hold some of them. Where there is nothing to
    choose between, the field is left out.
    """

    use_required_attribute = False

    tertial = forms.ChoiceField(label=_("Tertial"), required=False)
    fra = DatoField(label=_("Fra og med"), required=False)
    til = DatoField(label=_("Til og med"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Alle")), *((kode, capfirst(navn)) for kode, navn in Aktivitet.STATUSER)],
    )
    slag = forms.ChoiceField(
        label=_("Slag"),
        required=False,
        choices=[("", _("Alle")), *((kode, capfirst(navn)) for kode, navn in Aktivitet.SLAG)],
    )
    maal = forms.ModelChoiceField(
        label=_("Resultatmål"), queryset=None, required=False, empty_label=_("Alle")
    )
    fase = forms.ModelChoiceField(label=_("Fase"), queryset=None, required=False, empty_label=_("Alle"))
    kommune = forms.ModelChoiceField(label=_("Kommune"), queryset=None, required=False, empty_label=_("Alle"))
    prosjekt = forms.ModelChoiceField(
        label=_("Prosjekt"), queryset=None, required=False, empty_label=_("Alle")
    )
    q = forms.CharField(
        label=_("Søk"), max_length=200, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data, *, bruker, dag: date, tertialer: list[Tertial]):
        super().__init__(data)
        prosjekter = Prosjekt.objects.for_bruker(bruker)
        self.fields["tertial"].choices = [
            ("", _t("Alle")),
            *((f"{ett.aar}-{ett.nummer}", ett.tekst) for ett in tertialer),
        ]
        self._velg("maal", Resultatmaal.objects.for_bruker(bruker).select_related("prosjekt"), minst=1)
        self._velg("fase", Fase.objects.for_bruker(bruker).select_related("prosjekt"), minst=1)
        kommuner = Kommune.objects.on_date(dag).filter(fylke__embeter__in=bruker.omfang.embete_ids)
        self._velg("kommune", kommuner.norsk().distinct(), minst=1)
        self._velg("prosjekt", prosjekter, minst=2)
        if "kommune" in self.fields:
            self.fields["kommune"].label_from_instance = lambda kommune: kommune.navn

    def _velg(self, navn: str, rader: QuerySet, *, minst: int) -> None:
        self.fields[navn].queryset = rader
        # One look-up: the rows that are drawn are those that the choice is checked against.
        liste = list(rader)
        if len(liste) < minst:
            del self.fields[navn]

    @property
    def valgt(self) -> dict:
        """The choices made, without those that are empty or wrong."""
        self.is_valid()
        return {felt: verdi for felt, verdi in self.cleaned_data.items() if verdi}

    def avgrens(self, aktiviteter: QuerySet) -> QuerySet:
        """Return the activities that are chosen."""
        valgt = self.valgt
        oppslag = {
            "fra": "fra_dato__gte",
            "til": "fra_dato__lte",
            "status": "status",
            "slag": "slag",
            "maal": "resultatmaal",
            "fase": "fase",
            "prosjekt": "prosjekt",
        }
        aktiviteter = aktiviteter.filter(**{oppslag[felt]: valgt[felt] for felt in oppslag if felt in valgt})
        if "tertial" in valgt:
            tertial = Tertial(*map(int, valgt["tertial"].split("-")))
            aktiviteter = aktiviteter.filter(fra_dato__gte=tertial.fra, fra_dato__lt=tertial.til)
        if "kommune" in valgt:
            om = Aktivitet.objects.filter(kommuner=valgt["kommune"]).values("pk")
            fra = Aktivitet.objects.filter(deltakertall__kommune=valgt["kommune"]).values("pk")
            aktiviteter = aktiviteter.filter(Q(pk__in=om) | Q(pk__in=fra))
        if "q" in valgt:
            ord_ = Q(*((f"{felt}__icontains", valgt["q"]) for felt in _SOEKBARE), _connector=Q.OR)
            aktiviteter = aktiviteter.filter(ord_)
        return aktiviteter

    @property
    def beskrivelse(self) -> str:
        """What narrows the list, in words («Status: Planlagt, Fra og med: 01.01.2016»)."""
        deler = []
        for felt, verdi in self.valgt.items():
            if isinstance(verdi, date):
                verdi = norsk.dato(verdi)
            elif felt in ("tertial", "status", "slag"):
                verdi = dict(self.fields[felt].choices)[verdi]
            elif felt == "kommune":
                verdi = verdi.navn
            deler.append(f"{self.fields[felt].label}: {verdi}")
        return ", ".join(deler)


class DeltakertallForm(forms.Form):
    """How many came: in all, from each municipality, and from other organisations.

    Drawn as a table by hand: ``kommunefelt`` gives the municipalities with their inputs, ``andrefelt`` the others.
    """

    use_required_attribute = False
    ekstra = 3

    versjon = forms.IntegerField(widget=forms.HiddenInput, label=_("Versjon"))
    deltakere = HeltallField(
        label=_("Antall deltakere i alt"),
        required=False,
        stoerste=100_000,
        help_text=_("La feltet stå tomt, så brukes summen av tallene under."),
    )

    def __init__(self, data=None, *, aktivitet: Aktivitet, dag: date):
        super().__init__(data, initial={"versjon": aktivitet.versjon, "deltakere": aktivitet.deltakere})
        tall = list(aktivitet.deltakertall.select_related("kommune", "organisasjon"))
        kjent = {rad.kommune: rad.antall for rad in tall if rad.kommune}
        embete = aktivitet.prosjekt.embete
        i_dag = list(kommuner_i(embete, aktivitet.fra_dato))
        self.kommuner = i_dag + [kommune for kommune in kjent if kommune not in i_dag]
        for kommune in self.kommuner:
            self.fields[f"k{kommune.pk}"] = _antallfelt(kommune.navn, kjent.get(kommune))
        andre = [(rad.organisasjon.navn, rad.antall) for rad in tall if rad.organisasjon]
        self.linjer = len(andre) + self.ekstra
        if data is not None:
            skrevet = sum(navn.startswith("navn") and navn[4:].isdecimal() for navn in data)
            self.linjer = min(max(skrevet, self.ekstra), 200)
        self.forslag = organisasjonsnavn(embete)
        for nr, (navn, antall) in enumerate([*andre, *[("", None)] * self.linjer][: self.linjer]):
            felt = {"nr": nr + 1}
            self.fields[f"navn{nr}"] = forms.CharField(
                label=_("Organisasjon, linje %(nr)s") % felt,
                max_length=120,
                required=False,
                initial=navn,
                widget=forms.TextInput(attrs={"list": "organisasjoner", "autocomplete": "off"}),
            )
            self.fields[f"antall{nr}"] = _antallfelt(_("Antall, linje %(nr)s") % felt, antall)

    @property
    def kommunefelt(self):
        return [(kommune.navn, self[f"k{kommune.pk}"]) for kommune in self.kommuner]

    @property
    def andrefelt(self):
        return [(self[f"navn{nr}"], self[f"antall{nr}"]) for nr in range(self.linjer)]

    @property
    def sum(self) -> int | None:
        """Return the sum of the parts that are stored; None when there are none."""
        deler = [felt for navn, felt in self.fields.items() if navn.startswith(("k", "antall"))]
        kjente = [felt.initial for felt in deler if felt.initial is not None]
        return sum(kjente) if kjente else None

    def clean(self):
        data = super().clean()
        sett = set()
        for nr in range(self.linjer):
            navn, antall = " ".join(data.get(f"navn{nr}", "").split()), data.get(f"antall{nr}")
            if navn and antall is None and f"antall{nr}" not in self.errors:
                self.add_error(f"antall{nr}", _t("Skriv hvor mange som kom."))
            if antall is not None and not navn:
                self.add_error(f"navn{nr}", _t("Skriv hvilken organisasjon de kom fra."))
            if navn and navn.casefold() in sett:
                self.add_error(f"navn{nr}", _t("«%(navn)s» står to ganger.") % {"navn": navn})
            sett.add(navn.casefold())
        return data

    @property
    def tall(self) -> dict:
        """Return what ``aktiviteter.sett_deltakertall`` takes of what was typed."""
        data = self.cleaned_data
        return {
            "i_alt": data["deltakere"],
            "kommuner": {rad: data[f"k{rad.pk}"] for rad in self.kommuner if data[f"k{rad.pk}"] is not None},
            "andre": {
                " ".join(data[f"navn{nr}"].split()): data[f"antall{nr}"]
                for nr in range(self.linjer)
                if data[f"antall{nr}"] is not None
            },
        }


def _antallfelt(label, initial) -> HeltallField:
    return HeltallField(
        label=label,
        required=False,
        initial=initial,
        stoerste=100_000,
        widget=forms.TextInput(attrs={"data-kol": "antall", "size": 6}),
    )

"""Narrow the list of people and the log."""

from datetime import datetime, time, timedelta

import django_filters
from django.db.models import Q
from django.forms import TextInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bosetting.felles.skjema import DatoField
from bosetting.kommuner.models import Kommune

from .invitasjonsregler import Tilstand
from .models import Bruker, Hendelse, Invitasjon, Tilgang


class DatoFilter(django_filters.DateFilter):
    field_class = DatoField


class BrukerFilter(django_filters.FilterSet):
    """By name or e-mail, role held on ``dag``, and whether the person may log in."""

    q = django_filters.CharFilter(
        label=_("Navn eller e-post"), method="med_ord", widget=TextInput(attrs={"type": "search"})
    )
    rolle = django_filters.ChoiceFilter(
        label=_("Rolle"), choices=Tilgang.ROLLER, method="med_rolle", empty_label=_("Alle")
    )
    aktiv = django_filters.ChoiceFilter(
        label=_("Aktiv"),
        choices=[("ja", _("Aktive")), ("nei", _("Deaktiverte"))],
        method="som_er",
        empty_label=_("Alle"),
    )

    class Meta:
        model = Bruker
        fields = []

    def __init__(self, *args, dag, **kwargs):
        super().__init__(*args, **kwargs)
        self.dag = dag

    def med_ord(self, brukere, navn, verdi):
        return brukere.filter(Q(navn__icontains=verdi) | Q(email__icontains=verdi))

    def med_rolle(self, brukere, navn, verdi):
        return brukere.filter(pk__in=Tilgang.objects.on_date(self.dag).filter(rolle=verdi).values("bruker"))

    def som_er(self, brukere, navn, verdi):
        return brukere.filter(is_active=verdi == "ja")


class InvitasjonFilter(django_filters.FilterSet):
    """By name, e-mail or municipality, and where the invitation stands at ``tid``."""

    q = django_filters.CharFilter(
        label=_("Kommune, navn eller e-post"), method="med_ord", widget=TextInput(attrs={"type": "search"})
    )
    tilstand = django_filters.ChoiceFilter(
        label=_("Tilstand"),
        choices=[
            (Tilstand.AAPEN.value, _("Åpne")),
            (Tilstand.UTLOEPT.value, _("Utløpte")),
            (Tilstand.GODTATT.value, _("Godtatte")),
            (Tilstand.TILBAKEKALT.value, _("Tilbakekalte")),
        ],
        method="som_er",
        empty_label=_("Alle"),
    )

    class Meta:
        model = Invitasjon
        fields = []

    def __init__(self, *args, tid, dag, **kwargs):
        super().__init__(*args, **kwargs)
        self.tid, self.dag = tid, dag

    def med_ord(self, invitasjoner, navn, verdi):
        kommuner = Kommune.objects.filter(navn__icontains=verdi)
        i_kommune = Invitasjon.objects.filter(kommuner__in=kommuner).values("pk")
        return invitasjoner.filter(Q(navn__icontains=verdi) | Q(email__icontains=verdi) | Q(pk__in=i_kommune))

    def som_er(self, invitasjoner, navn, verdi):
        return invitasjoner.i_tilstand(Tilstand(verdi), self.tid, self.dag)


class HendelseFilter(django_filters.FilterSet):
    """By person, kind of object, words of the deed or the object, and days (Norwegian time, both ends included)."""

    bruker = django_filters.ModelChoiceFilter(
        label=_("Bruker"), queryset=Bruker.objects.order_by("navn", "email"), empty_label=_("Alle")
    )
    objekttype = django_filters.ChoiceFilter(label=_("Hva det gjelder"), empty_label=_("Alt"))
    q = django_filters.CharFilter(
        label=_("Ord i handlingen eller det den gjelder"),
        method="med_ord",
        widget=TextInput(attrs={"type": "search"}),
    )
    fra = DatoFilter(label=_("Fra og med"), method="fra_dag")
    til = DatoFilter(label=_("Til og med"), method="til_dag")

    class Meta:
        model = Hendelse
        fields = []

    def __init__(self, *args, objekttyper, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["objekttype"].extra["choices"] = [(navn, navn) for navn in objekttyper]

    def med_ord(self, hendelser, navn, verdi):
        # The log has no names: what was done to a person is found by who has the name now.
        brukere = Bruker.objects.filter(Q(navn__icontains=verdi) | Q(email__icontains=verdi))
        noekler = [str(pk) for pk in brukere.values_list("pk", flat=True)]
        om_bruker = Q(objekttype=str(Bruker._meta.verbose_name), objekt_id__in=noekler)
        return hendelser.filter(Q(handling__icontains=verdi) | Q(objekt__icontains=verdi) | om_bruker)

    def fra_dag(self, hendelser, navn, verdi):
        return hendelser.filter(tidspunkt_at__gte=_midnatt(verdi))

    def til_dag(self, hendelser, navn, verdi):
        return hendelser.filter(tidspunkt_at__lt=_midnatt(verdi + timedelta(days=1)))


def _midnatt(dag) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time.min))

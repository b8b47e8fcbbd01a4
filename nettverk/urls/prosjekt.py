"""The first page, and projects."""

from django.urls import path

from nettverk.views import budsjett, oversikt, prosjekter, prosjektrader


def _rader(sti: str, navn: str) -> list:
    """Return the addresses of one kind of row of a project."""
    slag = {"slag": navn}
    return [
        path(f"prosjekter/<int:pk>/{sti}/ny/", prosjektrader.create, slag, name=f"{navn}-create"),
        path(f"prosjekter/{sti}/<int:pk>/", prosjektrader.edit, slag, name=f"{navn}-edit"),
        path(f"prosjekter/{sti}/<int:pk>/slett/", prosjektrader.delete, slag, name=f"{navn}-delete"),
    ]


urlpatterns = [
    path("", oversikt.show, name="oversikt-show"),
    path("prosjekter/", prosjekter.index, name="prosjekt-index"),
    path("prosjekter/eksport.<slug:format>", prosjekter.export, name="prosjekt-export"),
    path("prosjekter/ny/", prosjekter.create, name="prosjekt-create"),
    path("prosjekter/<int:pk>/", prosjekter.show, name="prosjekt-show"),
    path("prosjekter/<int:pk>/rediger/", prosjekter.edit, name="prosjekt-edit"),
    path("prosjekter/<int:pk>/budsjett/", budsjett.show, name="budsjett-show"),
    path("prosjekter/<int:pk>/budsjett/eksport.<slug:format>", budsjett.export, name="budsjett-export"),
    path("prosjekter/<int:pk>/budsjett/kopier/", budsjett.copy, name="budsjett-copy"),
    path("prosjekter/<int:pk>/regnskap/", budsjett.accounts, name="regnskap-index"),
    path(
        "prosjekter/<int:pk>/regnskap/eksport.<slug:format>", budsjett.export_accounts, name="regnskap-export"
    ),
    *_rader("strategier", "strategi"),
    *_rader("suksesskriterier", "suksesskriterium"),
    *_rader("budsjettlinjer", "budsjettlinje"),
    *_rader("regnskapsposter", "regnskap"),
]

"""An answer in steps: begun, left and taken up again, looked over, sent in. For the municipality's own people."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bosetting.brukere.access import requires
from bosetting.brukere.domain import Rett
from bosetting.felles.dag import i_dag
from bosetting.felles.dokumentfelt import dokumentstatus
from bosetting.felles.hinder import Hinder, oversatt
from bosetting.felles.opplasting import tar_dokument
from bosetting.kommuner.models import Kommune
from vedtak import actions, dokumenter, kladder
from vedtak.domain import Slag
from vedtak.kladdoversikt import forskjeller, kan_tillegg, oversikt, skrevet_i_trinn
from vedtak.kladdskjema import (
    AAPNE,
    FELT,
    KRYSS,
    SE_OVER,
    TRINN,
    UTEN_VILKAAR,
    Dokumentskjema,
    Stedskjema,
    nabo,
    passert,
    skjema,
    vurdert,
)
from vedtak.kommunehistorikk import aarshistorikk
from vedtak.models import Svarkladd, Vedtak
from vedtak.oppgaver import anmodningssetning, fristsetning
from vedtak.registreringsrett import registreringsrett, stengt

# Where a button of a step leads, beside the names of the steps.
SENERE, LAST_OPP = "senere", "last-opp"


def _egen_kommune(request, pk) -> Kommune:
    """Return a municipality that she represents; any other is not found."""
    egne = Kommune.objects.for_bruker(request.user).filter(pk__in=request.user.omfang.kommune_ids)
    return get_object_or_404(egne, pk=pk)


def _hent(request, pk) -> Svarkladd:
    kladder_ = Svarkladd.objects.for_bruker(request.user)
    return get_object_or_404(
        kladder_.select_related("kommune__fylke", "retter", "opprettet_av", "endret_av"), pk=pk
    )


def _eller_borte(view):
    """Answer 404 in the words of a draft: «Back» after sending, and a page that waited overnight, lead here."""

    @wraps(view)
    def visning(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return render(request, "vedtak/kladder/borte.html", status=404)

    return visning


def til_trinn(kladd: Svarkladd, trinn: str = ""):
    """Lead to a step of a draft; where it was left when no step is named."""
    trinn = trinn or kladd.trinn
    if trinn == SE_OVER:
        return redirect("vedtak:kladd-check", kladd.pk)
    return redirect("vedtak:kladd-trinn", kladd.pk, trinn if trinn in FELT else "svar")


@requires(Rett.REGISTRERE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request, kommune_pk, aar):
    """The first step of a new answer; nothing is stored before she saves it. What is begun is taken up again."""
    kommune = _egen_kommune(request, kommune_pk)
    kladd = kladder.ny(by=request.user, kommune=kommune, aar=aar, retter=None, dag=i_dag())
    if request.GET.get("slag") == Slag.TILLEGG:
        kladd.data["felt"] = {"type": "vedtak", "slag": Slag.TILLEGG.value}
    return _begynn(request, kladd)


@requires(Rett.REGISTRERE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """The first step of a correction, filled in with the answer as it stands."""
    vedtak = get_object_or_404(
        Vedtak.objects.for_bruker(request.user)
        .filter(kommune__in=request.user.omfang.kommune_ids)
        .nyeste_foerst(),
        pk=pk,
    )
    if rettet_av := Vedtak.objects.for_bruker(request.user).filter(retter=vedtak).nyeste_foerst().first():
        messages.warning(request, actions.alt_rettet(rettet_av))
        return redirect(rettet_av)
    kladd = kladder.ny(by=request.user, kommune=vedtak.kommune, aar=vedtak.aar, retter=vedtak, dag=i_dag())
    return _begynn(request, kladd)


def _begynn(request, kladd: Svarkladd):
    begynt = kladder.begynt(kladd)
    if request.method == "POST":
        return _lagre_trinn(request, begynt or kladd, "svar")
    if begynt:
        return til_trinn(begynt)
    historikk = aarshistorikk(kladd.kommune_id, kladd.aar, i_dag())
    ugyldig = actions.hinder_for_aaret(kladd.kommune, kladd.aar)
    sperret = "" if ugyldig else _stengt(request, kladd, historikk)
    if ugyldig or sperret:
        innhold = {"kladd": kladd, "ugyldig": ugyldig, "sperret": sperret}
        return render(request, "vedtak/kladder/stengt.html", innhold)
    return _vis_trinn(request, kladd, "svar")


@requires(Rett.REGISTRERE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
@tar_dokument
@_eller_borte
def step(request, pk, trinn):
    """One step of a draft. Leaving it by any button saves what is typed."""
    if trinn not in FELT:
        raise Http404
    try:
        kladd = _hent(request, pk)
    except Http404:
        if request.method != "POST":
            raise
        return _etter_borte(request, trinn)
    if request.method == "POST":
        return _lagre_trinn(request, kladd, trinn)
    return _vis_trinn(request, kladd, trinn)


def _skrevet(request, trinn: str) -> dict[str, str]:
    """Return what was typed in a step. A box that is not ticked sends nothing; what the page lacked stays as it is."""
    return {navn: request.POST.get(navn, "") for navn in FELT[trinn] if navn in request.POST or navn in KRYSS}


def _versjon(request) -> int:
    """Return the version the page was made from; 0 when it does not say."""
    sted = Stedskjema(request.POST)
    sted.is_valid()
    return sted.cleaned_data.get("versjon") or 0


def _lagre_trinn(request, kladd: Svarkladd, trinn: str):
    """Save what was typed in a step, right or wrong, and lead on; stay where something is wrong and she wants on."""
    til, skrevet = request.POST.get("til", ""), _skrevet(request, trinn)
    form = _vurdert(kladd, kladder.felt(kladd) | skrevet, trinn)
    if til in TRINN:
        neste = til
    elif til in (SENERE, LAST_OPP) or form.errors:
        neste = trinn
    else:
        neste = nabo(trinn, 1, (kladder.felt(kladd) | skrevet).get("type", ""))
    try:
        kladd = kladder.lagre(
            by=request.user, kladd=kladd, trinn=trinn, skrevet=skrevet, neste=neste, versjon=_versjon(request)
        )
    except kladder.Samtidig as samtidig:
        return _vis_trinn(request, samtidig.kladd, trinn, skrevet=skrevet, samtidig=samtidig)
    filskjema = Dokumentskjema(request.POST, request.FILES) if trinn == "dokument" else None
    if filskjema is not None and not _ta_imot(request, kladd, filskjema):
        return _vis_trinn(request, kladd, trinn, filskjema=filskjema)
    if til == SENERE:
        messages.success(
            request, _("Svaret er lagret som kladd. Dere fortsetter på det herfra når dere vil.")
        )
        return redirect("vedtak:min-kommune")
    if form.errors and not til:
        return _vis_trinn(request, kladd, trinn, form=form)
    return til_trinn(kladd, neste)


def _ta_imot(request, kladd: Svarkladd, filskjema: Dokumentskjema) -> bool:
    """Put the chosen file, if there is one, with the draft; return whether all is well."""
    if not filskjema.is_valid():
        return False
    if filskjema.cleaned_data["fil"] is None:
        return True
    try:
        dokumenter.legg_til_kladd(by=request.user, kladd=kladd, opplastet=filskjema.cleaned_data["fil"])
    except Hinder as hinder:
        hinder.paa(filskjema)
    return filskjema.is_valid()


def _etter_borte(request, trinn: str):
    """Keep what was typed in a draft that a colleague sent in or deleted meanwhile, and say so."""
    sted = Stedskjema(request.POST)
    if not sted.is_valid():
        raise Http404
    kommune, aar = _egen_kommune(request, sted.cleaned_data["kommune"]), sted.cleaned_data["aar"]
    svarene = Vedtak.objects.for_bruker(request.user).filter(kommune=kommune, aar=aar)
    if sendt := svarene.filter(noekkel=sted.cleaned_data["noekkel"]).nyeste_foerst().first():
        form = skjema(
            Svarkladd(kommune=kommune, aar=aar, retter=sendt.retter), _skrevet(request, trinn), i_dag()
        )
        innhold = {"vedtak": sendt, "skrevet": skrevet_i_trinn(form, trinn), "feil": True}
        return render(request, "vedtak/kladder/sendt.html", innhold, status=422)
    retter = sted.cleaned_data["retter"] and get_object_or_404(svarene, pk=sted.cleaned_data["retter"])
    ny = kladder.ny(by=request.user, kommune=kommune, aar=aar, retter=retter or None, dag=i_dag())
    begynt = kladder.begynt(ny)
    if begynt is None:
        messages.warning(
            request,
            _("Kladden ble slettet mens du skrev. Det du skrev på denne siden, er lagret i en ny kladd."),
        )
    return _lagre_trinn(request, begynt or ny, trinn)


def _vurdert(kladd: Svarkladd, felt: dict[str, str], trinn: str):
    """Return the form of one step with what is wrong in it, judged together with the rest of the draft."""
    historikk = aarshistorikk(kladd.kommune_id, kladd.aar, i_dag())
    form = vurdert(kladd, felt, i_dag(), kan_tillegg=kan_tillegg(kladd, historikk, i_dag()))
    form.vis_bare(trinn)
    return form


def _stengt(request, kladd: Svarkladd, historikk) -> str:
    """Return why the dates of the round keep her from sending it in, translated; empty while she may."""
    rett = registreringsrett(request.user, kladd.kommune)
    return oversatt(stengt(rett, kladd.kommune, historikk.status.frister, i_dag(), retter=kladd.retter))


def _tilbake(kladd: Svarkladd, historikk):
    """Return what the embete wrote when it sent back the answer that is being corrected, or None."""
    return next((linje.tilbake for linje in historikk.svar if linje.vedtak.pk == kladd.retter_id), None)


def _bedt(historikk, dag) -> str:
    """Return the request and its deadline as sentences; empty where there is none."""
    if historikk.i_kraft is None:
        return ""
    frist = fristsetning(historikk.status.frist, dag, historikk.status.utsatt)
    return f"{anmodningssetning(historikk)} {frist}".strip()


def _sted(kladd: Svarkladd, sett: str = "") -> Stedskjema:
    felt = ("noekkel", "aar", "versjon")
    initial = {navn: getattr(kladd, navn) for navn in felt}
    return Stedskjema(
        initial=initial | {"kommune": kladd.kommune_id, "retter": kladd.retter_id, "sett": sett},
        auto_id=False,
    )


def _vis_trinn(request, kladd, trinn, *, form=None, skrevet=None, samtidig=None, filskjema=None):
    """Show a step: with ``form`` when something is wrong in it, with ``samtidig`` when a colleague saved it first."""
    dag = i_dag()
    historikk = aarshistorikk(kladd.kommune_id, kladd.aar, dag)
    felt, tillegg, ulikt = kladder.felt(kladd), kan_tillegg(kladd, historikk, dag), []
    if samtidig:
        mitt, lagret = (skjema(kladd, felt | nytt, dag, kan_tillegg=tillegg) for nytt in (skrevet, {}))
        ulikt = forskjeller(lagret, mitt, trinn)
        form = skjema(kladd, felt | skrevet, dag, kan_tillegg=tillegg, bundet=False)
        form.vis_bare(trinn)
    elif form is None and passert(kladd, trinn):
        form = vurdert(kladd, felt, dag, kan_tillegg=tillegg)  # she has been here: show what is left to mend
        form.vis_bare(trinn)
    elif form is None:
        form = skjema(kladd, felt, dag, kan_tillegg=tillegg, bundet=False)
        form.vis_bare(trinn)
    if trinn == "dokument":
        form = filskjema or Dokumentskjema()
    feil = bool(samtidig or (request.method == "POST" and form.errors))
    svar = (felt | (skrevet or {})).get("type", "")
    innhold = {
        "kladd": kladd,
        "trinn": trinn,
        "trinnene": TRINN.items(),
        "forrige": nabo(trinn, -1, svar) if trinn != "svar" else "",
        "form": form,
        "sted": _sted(kladd),
        "svar": svar,
        "vis_vilkaar": svar not in UTEN_VILKAAR or any(felt.get(navn) for navn in FELT["vilkaar"]),
        "vis_ny_dato": svar in AAPNE or felt.get("ny_dato"),
        "bedt": _bedt(historikk, dag),
        "tilbake": _tilbake(kladd, historikk),
        "tidligere": [linje for linje in historikk.svar if linje.teller],
        "filer": kladd.filer.all() if trinn == "dokument" and kladd.pk else [],
        "historikk": historikk,
        "sperret": _stengt(request, kladd, historikk),
        "samtidig": samtidig,
        "ulikt": ulikt,
        "feil": feil,
    }
    status = (dokumentstatus(form) if filskjema else 422) if feil else 200
    return render(request, f"vedtak/kladder/trinn/{trinn}.html", innhold, status=status)


@requires(Rett.REGISTRERE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
@_eller_borte
def check(request, pk):
    """Everything as a list, with what it does, before it is sent in. Sent twice, it is one answer and one receipt."""
    try:
        kladd = _hent(request, pk)
    except Http404:
        return redirect("vedtak:vedtak-receipt", _sendt_med(request).pk)
    hinder, sted = None, Stedskjema(request.POST)
    if request.method == "POST" and sted.is_valid():
        try:
            if "flytt" in request.POST:
                return til_trinn(_flytt(request, kladd), SE_OVER)
            vedtak = kladder.send_inn(
                by=request.user,
                kladd=kladd,
                versjon=sted.cleaned_data["versjon"],
                sett=sted.cleaned_data["sett"],
                dag=i_dag(),
            )
            return redirect("vedtak:vedtak-receipt", vedtak.pk)
        except kladder.Borte as borte:
            messages.warning(request, str(borte))
            return redirect("vedtak:min-kommune")
        except Hinder as ikke:
            hinder, kladd = ikke, _hent(request, pk)
    alt = oversikt(kladd, i_dag())
    innhold = {
        "kladd": kladd,
        "trinn": SE_OVER,
        "trinnene": TRINN.items(),
        "alt": alt,
        "historikk": alt.historikk,
        "tilbake": _tilbake(kladd, alt.historikk),
        "sperret": _stengt(request, kladd, alt.historikk),
        "sted": _sted(kladd, kladder.kjennetegn(alt.historikk)),
        "samtidig": hinder if isinstance(hinder, kladder.Samtidig) else None,
        "hinder": [] if hinder is None else [oversatt(grunn) for felt, grunn in hinder.grunner],
        "feil": bool(hinder or not alt.klar),
    }
    return render(
        request, "vedtak/kladder/check.html", innhold, status=422 if request.method == "POST" else 200
    )


def _sendt_med(request) -> Vedtak:
    """Return the answer that a draft has become, for somebody who sends it once more. Raises Http404."""
    sted = Stedskjema(request.POST)
    if not sted.is_valid():
        raise Http404
    egne = Vedtak.objects.for_bruker(request.user).filter(kommune__in=request.user.omfang.kommune_ids)
    return get_object_or_404(egne, noekkel=sted.cleaned_data["noekkel"])


def _flytt(request, kladd: Svarkladd) -> Svarkladd:
    """Let the draft correct the newest row of the chain instead of the one it was begun on."""
    til = kladd.retter
    while til is not None and (nyere := Vedtak.objects.for_bruker(request.user).filter(retter=til).first()):
        til = nyere
    return kladder.flytt(by=request.user, kladd=kladd, til=til) if til else kladd


@requires(Rett.REGISTRERE_SVAR)
@require_http_methods(["GET", "HEAD", "POST"])
@_eller_borte
def delete(request, pk):
    """Throw a draft away, when she has said that she means it."""
    kladd = _hent(request, pk)
    if request.method == "POST":
        kladder.slett(by=request.user, kladd=kladd)
        messages.success(request, _("Kladden er slettet. Ingenting er sendt inn."))
        return redirect("vedtak:min-kommune")
    return render(request, "vedtak/kladder/delete.html", {"kladd": kladd, "trinn": ""})

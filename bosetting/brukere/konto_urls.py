"""Log in, log out, change and reset the password: only the pages of django-allauth that are used."""

from allauth.account import views
from django.urls import path, re_path

urlpatterns = [
    path("logg-inn/", views.login, name="account_login"),
    path("logg-ut/", views.logout, name="account_logout"),
    path("ingen-registrering/", views.signup, name="account_signup"),
    path("inaktiv/", views.account_inactive, name="account_inactive"),
    path("bekreft-passord/", views.reauthenticate, name="account_reauthenticate"),
    path("passord/endre/", views.password_change, name="account_change_password"),
    path("passord/lag/", views.password_set, name="account_set_password"),
    path("passord/glemt/", views.password_reset, name="account_reset_password"),
    path("passord/glemt/sendt/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "passord/nytt/ferdig/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

"""Calendar and feeds."""

urlpatterns = []

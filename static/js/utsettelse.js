// An extension: the closing dates follow the deadline by as many days, until somebody sets one by hand.
(() => {
  const form = document.querySelector('form[data-utsettelse]');
  if (!form) return;
  const DAY = 86_400_000;
  const from = Date.parse(form.dataset.utsettelse);
  const deadline = form.elements.ny_svarfrist;
  const followers = ['ny_siste_svar_dato', 'ny_siste_endring_dato']
    .map((name) => form.elements[name])
    .filter((el) => el?.dataset.naa)
    .map((el) => ({ el, now: Date.parse(el.dataset.naa), proposed: el.value }));
  deadline.addEventListener('input', () => {
    const to = Date.parse(deadline.value);
    if (Number.isNaN(to)) return;
    for (const follower of followers) {
      if (follower.el.value && follower.el.value !== follower.proposed) continue;
      const moved = Math.max(to, follower.now + Math.round((to - from) / DAY) * DAY);
      follower.proposed = new Date(moved).toISOString().slice(0, 10);
      follower.el.value = follower.proposed;
    }
  });
})();

// What every page needs beyond HTML: the narrow menu, and focus, addresses and errors around htmx.
(() => {
  const menu = document.getElementById('meny');
  matchMedia('(min-width: 56rem)').addEventListener('change', (e) => {
    if (e.matches && menu?.matches(':popover-open')) menu.hidePopover();
  });

  function showError() {
    const main = document.getElementById('innhold');
    document.getElementById('nettfeil')?.remove();
    main.prepend(document.getElementById('mal-nettfeil').content.cloneNode(true));
    document.getElementById('nettfeil').scrollIntoView({ block: 'nearest' });
  }

  // Empty filters stay out of the address.
  document.addEventListener('htmx:configRequest', (e) => {
    if (e.detail.verb !== 'get') return;
    for (const [name, value] of [...e.detail.formData.entries()]) if (value === '') e.detail.formData.delete(name, value);
  });
  // A fragment request that was sent elsewhere (a session that ran out ends at the login page) becomes a page visit.
  document.addEventListener('htmx:beforeSwap', (e) => {
    const { xhr, requestConfig } = e.detail;
    const asked = new URL(requestConfig.path, location.href).pathname;
    if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked) {
      e.detail.shouldSwap = false;
      location.reload();
    }
  });
  // When the link that was followed is gone, the reading position moves to the result, not to the top.
  document.addEventListener('htmx:afterSettle', (e) => {
    document.getElementById('nettfeil')?.remove();
    // What a timer fetched nobody followed: a reader's place is left alone.
    if (document.activeElement === document.body && e.detail.requestConfig?.triggeringEvent) e.detail.target?.closest('[tabindex="-1"]')?.focus({ preventScroll: true });
  });
  document.addEventListener('htmx:sendError', showError);
  document.addEventListener('htmx:responseError', (e) => {
    if ([401, 403].includes(e.detail.xhr.status)) location.reload();
    else showError();
  });
})();

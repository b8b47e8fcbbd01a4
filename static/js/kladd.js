// A session that ends while somebody types: what she sent comes back in the form when she has logged in again.
// Kept in this tab only, until the next page; never passwords.
(() => {
  const KEY = 'kladd';
  const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  const person = () => document.querySelector('[data-bruker]')?.dataset.bruker ?? '';
  const template = document.getElementById('mal-kladd');
  const tell = (text) => {
    const note = template.content.cloneNode(true);
    note.querySelector('p').textContent = template.dataset[text];
    document.getElementById('innhold').prepend(note);
  };

  function fill(form, values) {
    const left = new Map(values.map(([name]) => [name, values.filter(([n]) => n === name).map(([, value]) => value)]));
    for (const el of form.elements) {
      if (!el.name || el.name === 'csrfmiddlewaretoken' || ['submit', 'password', 'file'].includes(el.type)) continue;
      const sent = left.get(el.name);
      if (['checkbox', 'radio'].includes(el.type)) el.checked = Boolean(sent?.includes(el.value));
      else if (sent?.length) el.value = sent.shift();
      el.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  const draft = read();
  if (draft) {
    const form = [...document.forms].find((el) => el.method === 'post' && el.closest('main'));
    if (document.querySelector('main [data-skjema-tapt]')) {
      sessionStorage.setItem(KEY, JSON.stringify({ ...draft, lost: true }));
      tell('venter');
    } else if (!draft.lost || (person() && person() !== draft.person)) {
      sessionStorage.removeItem(KEY);
    } else if (form && draft.path === location.pathname) {
      sessionStorage.removeItem(KEY);
      fill(form, draft.values);
      tell('tilbake');
    }
  }

  document.addEventListener('submit', (e) => {
    const form = e.target;
    if (e.defaultPrevented || form.method !== 'post' || !person()) return;
    sessionStorage.removeItem(KEY);
    if (!form.closest('main') || form.querySelector('[type="password"]')) return; // logging out forgets
    const values = [...new FormData(form)].filter(([name, value]) => name !== 'csrfmiddlewaretoken' && typeof value === 'string');
    const { pathname } = new URL(e.submitter?.getAttribute('formaction') ?? location.href, location.href);
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ path: pathname, person: person(), values }));
    } catch { /* No room, or storage is off: the form is sent all the same. */ }
  });
})();

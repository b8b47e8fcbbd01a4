// The grid entry sheet. Contract: docs/frontend.md. Everything here is help; the server checks and adds up itself.
document.querySelectorAll('table[data-ark]').forEach((table) => {
  const root = table.closest('form') ?? document;
  const status = root.querySelector('[data-ark-status]');
  const grid = [...table.querySelectorAll('tr')].map((tr) => [...tr.querySelectorAll('input[data-kol]')]).filter((row) => row.length);
  const inputs = grid.flat();
  const saved = new Map(inputs.map((el) => [el, el.dataset.lagret ?? el.defaultValue]));
  const refused = new Set(inputs.filter((el) => el.getAttribute('aria-invalid') === 'true'));
  const received = new Map(inputs.map((el) => [el, el.value]));
  let leaving = false;

  const plain = (text) => text.replace(/\s/g, '');
  const isNumber = (text) => /^(\d+|\d{1,3}(\s\d{3})+)$/.test(text.trim());
  const number = (el) => (isNumber(el.value) ? Number(plain(el.value)) : null);
  const show = (n) => String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  const signed = (n) => (n === 0 ? '0' : (n > 0 ? '+' : '\u2212') + show(n));
  const leftOut = (el) => el.closest('tr').querySelector('input[name^="utelat-"]')?.checked;
  const isChanged = (el) => plain(el.value) !== plain(saved.get(el));
  const say = (key, values = {}) => {
    if (status) status.textContent = status.dataset[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  function checkRow(row) {
    const total = row.find((el) => el.dataset.kol === 'totalt');
    const touched = row.some((el) => el.value !== received.get(el));
    for (const el of row) {
      const partTooBig = el.dataset.kol === 'em' && total && number(el) !== null && number(total) !== null && number(el) > number(total);
      const wrong = (el.value.trim() !== '' && number(el) === null) || partTooBig || (refused.has(el) && !touched);
      if (wrong) el.setAttribute('aria-invalid', 'true');
      else el.removeAttribute('aria-invalid');
      el.toggleAttribute('data-over', partTooBig);
      el.classList.toggle('endret', isChanged(el));
    }
  }

  function update() {
    grid.forEach(checkRow);
    for (const column of new Set(inputs.map((el) => el.dataset.kol))) {
      const known = inputs.filter((el) => el.dataset.kol === column && !leftOut(el)).map(number).filter((n) => n !== null);
      const sum = known.reduce((a, b) => a + b, 0);
      root.querySelectorAll(`[data-sum="${column}"]`).forEach((el) => { el.textContent = known.length ? show(sum) : '\u2013'; });
      root.querySelectorAll(`[data-avvik="${column}"]`).forEach((el) => {
        const stated = el.dataset.oppgitt ?? root.querySelector(`[data-sum="${column}"][data-oppgitt]`)?.dataset.oppgitt;
        el.textContent = stated && known.length ? signed(sum - Number(plain(stated))) : '\u2013';
        el.classList.toggle('avvik', Boolean(stated) && known.length > 0 && sum !== Number(plain(stated)));
      });
    }
    const changed = inputs.filter(isChanged).length;
    root.querySelectorAll('[data-fylt]').forEach((el) => { el.textContent = inputs.filter((i) => i.value.trim() !== '').length; });
    root.querySelectorAll('[data-endret]').forEach((el) => {
      el.textContent = (changed === 1 ? el.dataset.en : el.dataset.flere).replace('{n}', changed);
      el.hidden = changed === 0;
    });
  }

  const at = (el) => {
    const row = grid.findIndex((cells) => cells.includes(el));
    return row < 0 ? null : [row, grid[row].indexOf(el)];
  };
  function go(row, column) {
    const el = grid[row]?.[column];
    if (!el) return;
    el.focus();
    el.select();
  }

  table.addEventListener('keydown', (e) => {
    const pos = at(e.target);
    if (!pos || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    const [row, column] = pos;
    const { selectionStart: from, selectionEnd: to, value } = e.target;
    const all = from === 0 && to === value.length;
    const moves = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Enter: [row + (e.shiftKey ? -1 : 1), column],
      ArrowLeft: (all || (from === 0 && to === 0)) && [row, column - 1],
      ArrowRight: (all || (from === to && to === value.length)) && [row, column + 1],
    };
    if (!moves[e.key] || (e.shiftKey && e.key !== 'Enter')) return;
    e.preventDefault();
    go(...moves[e.key]);
  });

  table.addEventListener('paste', (e) => {
    const pos = at(e.target);
    const text = e.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
    if (!pos || !/[\n\t]/.test(text)) return;
    e.preventDefault();
    let filled = 0;
    let outside = 0;
    text.split('\n').forEach((line, i) => line.split('\t').forEach((value, j) => {
      const el = grid[pos[0] + i]?.[pos[1] + j];
      if (el) { el.value = value.trim(); filled += 1; } else outside += 1;
    }));
    update();
    const wrong = inputs.filter((el) => el.getAttribute('aria-invalid') === 'true').length;
    say(outside ? 'limtUtenfor' : wrong ? 'limtFeil' : 'limt', { n: filled, utenfor: outside, feil: wrong });
  });

  table.addEventListener('input', (e) => { if (at(e.target)) update(); });
  // Spoken when a cell is left, not at every key.
  table.addEventListener('change', (e) => {
    if (e.target.name?.startsWith('utelat-')) update();
    if (!at(e.target)) return;
    if (e.target.hasAttribute('data-over')) say('over');
    else if (e.target.getAttribute('aria-invalid') === 'true') say('ugyldig');
    else if (status) status.textContent = '';
  });
  table.addEventListener('focusin', (e) => { if (at(e.target)) e.target.select(); });
  root.addEventListener('submit', () => { leaving = true; });
  addEventListener('beforeunload', (e) => { if (!leaving && inputs.some(isChanged)) e.preventDefault(); });
  addEventListener('pageshow', () => { leaving = false; update(); });
  update();
});

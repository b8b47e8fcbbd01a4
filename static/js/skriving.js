// The page of a chapter: a toolbar, figures to choose from, and saving while somebody writes. Without it the text is
// written as it is, and saved by the button.
(() => {
  const form = document.querySelector('[data-skriving]');
  if (!form) return;
  const field = form.elements.tekst;
  const version = form.elements.versjon;
  const part = (name) => form.querySelector(`[data-${name}]`);
  const say = (name, values = {}) => form.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  const status = part('lagringsstatus');
  const announce = part('kunngjoering');
  const conflict = document.querySelector('[data-samtidig]');

  // --- what the writer does to the text ---
  // insertText keeps the browser's own undo; where it is missing the text is set all the same.
  function insert(text, from, to) {
    field.focus();
    field.setSelectionRange(from, to);
    if (!document.execCommand(text ? 'insertText' : 'delete', false, text)) {
      field.setRangeText(text, from, to, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  // Emphasis is asterisks on both sides: two are bold, an odd number holds italics.
  function wrap(mark, example) {
    const { selectionStart: from, selectionEnd: to, value } = field;
    const run = (text, pattern) => text.match(pattern)[0].length;
    const around = Math.min(run(value.slice(0, from), /\**$/), run(value.slice(to), /^\**/));
    const on = to > from && (mark === '*' ? around % 2 === 1 : around >= 2);
    const text = value.slice(from, to) || example;
    if (on) insert(text, from - mark.length, to + mark.length);
    else insert(mark + text + mark, from, to);
    const start = on ? from - mark.length : from + mark.length;
    field.setSelectionRange(start, start + text.length);
  }
  function lines(change) {
    const { selectionStart, selectionEnd, value } = field;
    const from = value.lastIndexOf('\n', selectionStart - 1) + 1;
    const end = value.indexOf('\n', selectionEnd);
    const to = end < 0 ? value.length : end;
    const old = value.slice(from, to).split('\n');
    insert(change(old).join('\n'), from, to);
  }
  const toggle = (prefix, pattern) => (old) => {
    const all = old.every((line) => pattern.test(line));
    return old.map((line, nr) => (all ? line.replace(pattern, '') : prefix(nr) + line.replace(/^(#{1,6} |[-*] |\d+\. )/, '')));
  };
  function block(text) {
    const { selectionEnd: at, value } = field;
    const before = value.slice(0, at).replace(/\n*$/, '');
    insert(`${before ? '\n\n' : ''}${text}\n`, before.length, at);
  }
  const actions = {
    fet: (el) => wrap('**', el.dataset.eksempel),
    kursiv: (el) => wrap('*', el.dataset.eksempel),
    tittel: () => lines(toggle(() => '## ', /^#{1,6} /)),
    punkter: () => lines(toggle(() => '- ', /^[-*] /)),
    numre: () => lines(toggle((nr) => `${nr + 1}. `, /^\d+\. /)),
    lenke: (el) => {
      const { selectionStart: from, selectionEnd: to, value } = field;
      const text = value.slice(from, to) || el.dataset.eksempel;
      insert(`[${text}](https://)`, from, to);
      field.setSelectionRange(from + text.length + 3, from + text.length + 11);
    },
    tabell: (el) => block(`${el.dataset.eksempel}\n| --- | ---: |\n|  |  |`),
    figur: () => openFigures(),
  };
  const bar = part('verktoey');
  const buttons = [...bar.querySelectorAll('button')];
  bar.hidden = false;
  bar.addEventListener('click', (e) => {
    const el = e.target.closest('button');
    if (el) actions[el.dataset.gjoer](el);
  });
  bar.addEventListener('keydown', (e) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[e.key];
    if (to === undefined || at < 0) return;
    e.preventDefault();
    buttons.at(to % buttons.length).focus();
  });
  bar.addEventListener('focusin', (e) => { for (const el of buttons) el.tabIndex = el === e.target ? 0 : -1; });
  field.addEventListener('keydown', (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey) return;
    const name = { b: 'fet', i: 'kursiv', k: 'lenke' }[e.key.toLowerCase()];
    if (!name) return;
    e.preventDefault();
    actions[name](buttons.find((el) => el.dataset.gjoer === name));
  });

  // --- figures ---
  const dialog = document.querySelector('[data-figurvelger]');
  const search = dialog.querySelector('input');
  let place = [0, 0];
  function openFigures() {
    place = [field.selectionStart, field.selectionEnd];
    dialog.showModal();
    search.select();
    search.dispatchEvent(new Event('hent'));
  }
  dialog.addEventListener('click', (e) => {
    if (e.target === dialog || e.target.closest('[data-lukk]')) dialog.close();
    const chosen = e.target.closest('[data-sett-inn]');
    if (!chosen) return;
    dialog.close();
    insert(`{{ ${chosen.dataset.settInn} }}`, ...place);
  });
  dialog.addEventListener('close', () => field.focus());
  part('figurlenke').addEventListener('click', (e) => { e.preventDefault(); openFigures(); });

  // --- saving while writing ---
  const WAIT = 2000;
  const LONGEST = 10000;
  const ASK = 30000;
  // A text that came back from a refusal or a preview is not stored yet.
  let saved = 'ulagret' in form.dataset ? null : field.value;
  let timer = 0;
  let first = 0;
  let running = null;
  let stopped = Boolean(conflict.textContent.trim()); // another text was saved meanwhile: the writer decides
  let leaving = false;
  let told = '';

  function show(name, values) {
    status.textContent = say(name, values);
    status.classList.toggle('skriving__ulagret', name === 'feilet' || name === 'utlogget');
    // The reader of a screen hears a change of state, not every saving.
    if (told !== name && name !== 'endret' && name !== 'lagrer') announce.textContent = status.textContent;
    if (name !== 'endret' && name !== 'lagrer') told = name;
  }
  function tell(answer) {
    const note = part('skriver-naa');
    const newer = answer.versjon > Number(version.value);
    const text = newer ? say('nyere', { navn: answer.av }) : answer.skriver_naa && say('skriver', { navn: answer.skriver_naa });
    note.hidden = !text;
    if (note.textContent !== text) note.textContent = text || '';
  }
  async function send(keepalive) {
    const sent = field.value;
    const data = new FormData(form);
    data.delete('forhaandsvis');
    show('lagrer');
    let answer;
    let response;
    try {
      // The browser lets no more than 64 KB outlive the page.
      response = await fetch(form.dataset.underveis, { method: 'POST', body: data, keepalive: keepalive && sent.length < 20000 });
      if (response.redirected) { show('utlogget'); return; }
      answer = await response.json();
    } catch {
      show('feilet');
      return;
    }
    if (response.ok) {
      version.value = answer.versjon;
      saved = sent;
      if (field.value === sent) show('lagret', { klokken: answer.naar });
      tell(answer);
    } else {
      told = 'avvist';
      status.classList.add('skriving__ulagret');
      status.textContent = announce.textContent = answer.feil;
      if (!answer.samtidig) return;
      stopped = true;
      conflict.innerHTML = answer.samtidig; // rendered and escaped by our own template
      version.value = answer.versjon; // saving by the button replaces it, knowingly: it stands beside
      const link = Object.assign(document.createElement('a'), { href: '#samtidig', textContent: form.dataset.se });
      status.append(' ', link);
    }
  }
  function save(keepalive = false) {
    clearTimeout(timer);
    first = 0;
    if (stopped || leaving || field.value === saved) return running;
    running ??= send(keepalive).finally(() => {
      running = null;
      if (field.value !== saved && told === 'lagret') plan();
    });
    return running;
  }
  function plan() {
    if (stopped) return;
    first ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(WAIT, first + LONGEST - Date.now())));
  }
  field.addEventListener('input', () => {
    part('ordtelling').textContent = say('ord', { n: field.value.split(/\s+/).filter(Boolean).length });
    if (field.value !== saved && !stopped) { if (!running) show('endret'); plan(); }
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(true); });
  addEventListener('pagehide', () => save(true));
  addEventListener('beforeunload', (e) => {
    if (leaving || field.value === saved) return;
    if (stopped || ['feilet', 'utlogget', 'avvist'].includes(told)) e.preventDefault();
    else save(true);
  });
  // The button waits for what is under way: otherwise one would be in conflict with oneself.
  form.addEventListener('submit', async (e) => {
    clearTimeout(timer);
    if (!running) { leaving = true; return; }
    e.preventDefault();
    e.stopImmediatePropagation();
    await running;
    form.requestSubmit(e.submitter);
  }, true);
  setInterval(async () => {
    if (document.hidden || running || stopped) return;
    try {
      const response = await fetch(form.dataset.underveis);
      if (response.ok && !response.redirected && !running) tell(await response.json());
    } catch { /* The next saving tells that the net is gone. */ }
  }, ASK);
})();

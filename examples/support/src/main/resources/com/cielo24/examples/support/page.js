'use strict';
// asks the program once a second, and shows what it answers; all of it as text, as names and reasons come from elsewhere

const $ = id => document.getElementById(id);
const time = when => when ? new Date(when).toLocaleTimeString([], { hour12: false }) : '';
const amount = bytes => {
  for (const [unit, size] of [['GB', 1e9], ['MB', 1e6], ['KB', 1e3]]) {
    if (bytes >= size) return (bytes / size).toFixed(1) + ' ' + unit;
  }
  return bytes + ' bytes';
};
const duration = seconds => seconds < 90 ? seconds + ' s'
  : seconds < 5400 ? Math.round(seconds / 60) + ' min' : (seconds / 3600).toFixed(1) + ' h';
// columns of text that may be long
const WRAPPED = new Set(['File', 'Job', 'Reason', 'What to do', 'Task, or reason']);
const set = (element, text) => { if (element.textContent !== text) element.textContent = text; };

// on a phone a table is not displayed as one, but is to be read as one
const as = (element, role) => {
  element.setAttribute('role', role);
  return element;
};

// a table, or in words that there is nothing for it; only what has changed is touched, so that a selection stays
const table = (id, caption, empty, columns, rows) => {
  const place = $(id);
  if (!rows.length) {
    if (place.dataset.words !== empty) {
      const words = document.createElement('p');
      words.className = 'empty';
      words.textContent = empty;
      place.replaceChildren(words);
      place.dataset.words = empty;
    }
    return;
  }
  if (place.dataset.words !== undefined || !place.firstChild) {
    delete place.dataset.words;
    const made = as(document.createElement('table'), 'table');
    made.createCaption();
    const head = as(as(made.createTHead(), 'rowgroup').insertRow(), 'row');
    for (const column of columns) {
      const cell = as(document.createElement('th'), 'columnheader');
      cell.scope = 'col';
      cell.textContent = column;
      head.append(cell);
    }
    as(made.createTBody(), 'rowgroup');
    place.replaceChildren(made);
  }
  const made = place.firstChild;
  set(made.caption, caption);
  const body = made.tBodies[0];
  while (body.rows.length > rows.length) body.deleteRow(-1);
  rows.forEach((values, index) => {
    const row = body.rows[index] ?? as(body.insertRow(), 'row');
    columns.forEach((column, at) => {
      const cell = row.cells[at] ?? as(row.insertCell(), 'cell');
      cell.dataset.label = column;
      const value = values[at] ?? '';
      if (value.percent === undefined) {
        set(cell, String(value));
        cell.className = column === 'Outcome' ? value : WRAPPED.has(column) ? 'wrapped' : '';
      } else {
        const bar = cell.firstElementChild ?? document.createElement('progress');
        bar.max = 100;
        bar.value = value.percent;
        bar.setAttribute('aria-label', value.of);
        if (!cell.firstElementChild) cell.replaceChildren(bar, document.createTextNode(''));
        cell.lastChild.data = ' ' + value.percent + ' %';
      }
    });
  });
};

// how many there are, and in words which of them are listed, if not all
const shown = (name, word, shelf, hidden = 0) => {
  const content = shelf?.value;
  const count = $('count-' + name);
  set(count, !content ? '–' : content.count - hidden + (content.isMore ? '+' : ''));
  count.className = content?.count && name !== 'waiting' ? 'bad' : '';
  if (!content) return shelf?.problem ? word + ' cannot be read: ' + shelf.problem : 'not known yet';
  const rest = content.count - content.first.length;
  return rest > 0 || content.isMore ? content.first.length + ' of ' + content.count + (content.isMore ? ' or more' : '') : '';
};

const rates = [];
const sparkline = uploads => {
  rates.push(uploads.reduce((sum, upload) => sum + upload.rate, 0));
  if (rates.length > 120) rates.shift();
  const highest = Math.max(...rates);
  document.querySelector('#rate polyline').setAttribute('points',
    rates.map((rate, at) => (300 - (rates.length - 1 - at) * 2.5) + ',' + (38 - 36 * rate / (highest || 1))).join(' '));
  set($('rate-text'), amount(rates.at(-1)) + '/s now; ' + amount(highest) + '/s at most in the last '
    + duration(rates.length));
};

const state = (name, text, reasons) => {
  $('state').dataset.state = name;
  set($('state'), text);
  if ($('reasons').dataset.of !== reasons.join('\n')) {
    $('reasons').dataset.of = reasons.join('\n');
    $('reasons').replaceChildren(...reasons.map(reason => {
      const item = document.createElement('li');
      item.textContent = reason;
      return item;
    }));
  }
};

const reason = one => [one.what, one.why].filter(text => text).join(': ');

let latest;
const outcomes = () => {
  const text = $('text').value.toLowerCase();
  const kind = $('outcome').value;
  const all = latest?.outcomes ?? [];
  const rows = all.filter(one => (!kind || one.outcome === kind)
    && (!text || [one.file, one.job, one.why].some(value => value?.toLowerCase().includes(text))));
  table('outcomes', rows.length + ' of ' + all.length + ', the newest first',
    all.length ? 'None of the ' + all.length + ' outcomes matches.' : 'Nothing has ended since the start.',
    ['At', 'File', 'Job', 'Outcome', 'Sent', 'Took', 'Task, or reason'],
    rows.map(one => [time(one.when), one.file, one.job, one.outcome, one.bytes == null ? '' : amount(one.bytes),
      (one.milliseconds / 1000).toFixed(1) + ' s', reason(one) || (one.task ? 'task ' + one.task : '')]));
};

const show = work => {
  latest = work;
  set($('program'), work.program);
  document.title = work.program;
  const checks = work.health.value?.checks.filter(check => check.state === 'DOWN') ?? [];
  const reasons = checks.map(check => check.id + ': ' + check.message);
  if (work.paused.length) state('paused', 'paused', work.paused);
  else if (!work.health.value) state('unknown', 'checking', work.health.problem ? [work.health.problem] : []);
  else if (work.health.value.status === 'UP') state('ready', 'ready', []);
  else state('down', 'not ready', reasons);

  const midnight = new Date().setHours(0, 0, 0, 0);
  document.querySelector('.period').textContent = new Date(work.since) > midnight ? 'since ' + time(work.since) : 'today';
  set($('count-uploads'), String(work.uploads.length));
  set($('count-done'), String(work.today.done ?? 0));
  table('uploads', work.uploads.length + ' at once', 'Nothing is being sent.',
    ['File', 'Job', 'Progress', 'Sent', 'Rate', 'Left'],
    work.uploads.map(({ file, job, sent, total, rate }) => [file, job,
      { percent: Math.floor(sent * 100 / Math.max(1, total)), of: 'Progress of ' + file },
      amount(sent) + ' of ' + amount(total), amount(rate) + '/s', rate ? duration(Math.floor((total - sent) / rate)) : '']));
  sparkline(work.uploads);

  // a file stays in its folder while it is sent
  const underWay = new Set(work.uploads.map(upload => upload.file));
  const first = work.waiting?.value?.first ?? [];
  const waiting = first.filter(one => !underWay.has(one.file));
  const waits = shown('waiting', 'What waits', work.waiting, first.length - waiting.length);
  table('waiting', waits || 'Oldest first', work.waiting?.value ? 'Nothing waits.' : waits, ['File', 'Job', 'Since'],
    waiting.map(one => [one.file, one.job, time(one.when)]));
  const counts = ['failed', 'review'].map(name => [name, shown(name, name, work[name])]);
  const problems = counts.flatMap(([name]) => (work[name]?.value?.first ?? []).map(one => [one, name]));
  const caption = counts.filter(([, more]) => more).map(([name, more]) => name + ': ' + more).join('; ');
  table('problems', caption || 'The newest first', caption || 'Nothing has failed, and nothing is to be reviewed.',
    ['At', 'File', 'Job', 'Outcome', 'Reason', 'What to do'],
    problems.map(([one, name]) => [one.when ? new Date(one.when).toLocaleString([], { hour12: false }) : '', one.file,
      one.job, name, reason(one), one.whatToDo]));
  outcomes();
};

const gone = () => {
  document.body.className = 'gone';
  state('gone', 'no answer', []);
  set($('gone'), 'The program does not answer: it has ended, or hangs.'
    + (latest ? ' What you see is of ' + time(latest.at) + '.' : ''));
  $('gone').hidden = false;
};

const ask = async () => {
  try {
    const answer = await fetch('/work', { signal: AbortSignal.timeout(10000) });
    if (!answer.ok) throw new Error(answer.status);
    const work = await answer.json();
    document.body.className = '';
    $('gone').hidden = true;
    show(work);
  } catch (e) {
    // what is wrong with this page itself is to be seen, too
    if (!(e instanceof TypeError && e.message.includes('fetch')) && e.name !== 'TimeoutError') console.error(e);
    gone();
  }
  setTimeout(ask, 1000);
};
$('text').addEventListener('input', outcomes);
$('outcome').addEventListener('change', outcomes);
$('filter').addEventListener('submit', event => event.preventDefault());
ask();

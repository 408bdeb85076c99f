'use strict';
// asks once a second, and draws what it is told

const amount = bytes => {
  for (const [unit, size] of [['GB', 1e9], ['MB', 1e6], ['KB', 1e3]]) {
    if (bytes >= size) return (bytes / size).toFixed(1) + ' ' + unit;
  }
  return bytes + ' bytes';
};

const rows = (table, values, cells) => {
  document.querySelector(table + ' tbody').replaceChildren(...values.map(value => {
    const row = document.createElement('tr');
    for (const cell of cells(value, row)) {
      // text only, as reasons come from elsewhere
      row.insertCell().append(cell ?? '');
    }
    return row;
  }));
};

const bar = percent => {
  const shown = document.createElement('span');
  const progress = document.createElement('progress');
  progress.max = 100;
  progress.value = percent;
  shown.append(progress, ' ' + percent + ' %');
  return shown;
};

const chart = new uPlot({
  width: Math.min(1080, document.body.clientWidth), height: 220,
  series: [{}, { label: 'MB a second', stroke: '#1c5fa8', fill: '#1c5fa822', width: 2, points: { show: false } }],
  axes: [{}, { label: 'MB/s' }],
  scales: { y: { range: (u, min, max) => [0, Math.max(1, max * 1.1)] } },
  legend: { show: false },
}, [[], []], document.getElementById('rate'));

const show = components => {
  const all = name => components.flatMap(component => component[name]);
  const sum = of => components.reduce((total, component) => total + of(component), 0);
  document.getElementById('figures').textContent = amount(sum(component => component.bytesSent)) + ' sent; '
    + Object.keys(components[0]?.ended ?? {})
      .map(type => type + ' ' + sum(component => component.ended[type])).join(', ');
  rows('#uploads', all('uploads'), upload => [upload.jobId, bar(upload.percent),
    amount(upload.bytes) + ' of ' + amount(upload.total), amount(upload.bytesPerSecond) + '/s',
    Math.round(upload.seconds) + ' s']);
  rows('#outcomes', all('outcomes'), (outcome, row) => {
    row.className = outcome.reason ? 'bad' : '';
    return [new Date(outcome.at).toLocaleTimeString(), outcome.jobId,
      outcome.operation + (outcome.mode === 'none' ? '' : ' by ' + outcome.mode), outcome.outcome,
      outcome.mode === 'upload' ? amount(outcome.bytes) : '', outcome.seconds.toFixed(1) + ' s',
      outcome.reason ?? outcome.taskId];
  });
};

const health = (state, why) => {
  const shown = document.getElementById('health');
  shown.textContent = state === 'UP' ? 'ready' : state === 'DOWN' ? 'not ready' : 'not running';
  shown.className = state;
  shown.title = why;
};

const every = (millis, what) => what().catch(() => health('GONE', '')).finally(() => setTimeout(every, millis, what));
const ask = async path => (await fetch(path)).json();
every(1000, async () => show((await ask('/console')).components));
every(1000, async () => {
  const samples = await ask('/rate');
  chart.setData([samples.map(sample => sample.at), samples.map(sample => sample.rate / 1e6)]);
});
every(10000, async () => {
  const told = await ask('/health');
  health(told.status, told.checks.filter(check => check.message).map(check => check.message).join('; '));
});

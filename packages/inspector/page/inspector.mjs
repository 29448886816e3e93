/**
 * The page of the inspector: a slider over the commits of one meeting, the facts and the floor at
 * each, and what each person sees. The server sends data only; everything is written as text.
 */

/** @type {<Type extends HTMLElement>(id: string) => Type} */
const element = (id) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}.`);
  return /** @type {any} */ (found);
};

const meetings = /** @type {HTMLSelectElement} */ (element('meeting'));
const words = /** @type {HTMLInputElement} */ (element('words'));
const slider = /** @type {HTMLInputElement} */ (element('commit'));
const save = /** @type {HTMLAnchorElement} */ (element('save'));
const problem = element('problem');
const main = /** @type {HTMLElement} */ (document.querySelector('main'));

/** @type {{ people: { id: string, name: string, role: string }[], commits: { version: number, at: number, types: string[] }[] }} */
let history = { people: [], commits: [] };
let selected = '';
/** While one commit is fetched, only the newest request waits. */
let isShowing = false;
let isStale = false;
/** @type {Map<string, any>} */
const reports = new Map();

const wordsQuery = () => (words.checked ? 'words=shown' : 'words=hidden');
const clock = (/** @type {number} */ at) =>
  `${new Date(at).toLocaleTimeString('en-GB')}.${String(at % 1000).padStart(3, '0')}`;

async function load(/** @type {string} */ path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** An element with text and children; nothing is ever read as HTML. */
function make(
  /** @type {string} */ tag,
  /** @type {(string | Node)[]} */ children,
  className = '',
) {
  const made = document.createElement(tag);
  made.append(...children);
  if (className) made.className = className;
  return made;
}

const compact = (/** @type {unknown} */ value) => {
  const text = JSON.stringify(value, null, 1) ?? '–';
  return text.length < 80 ? text.replace(/\n\s*/g, ' ') : text;
};

/** Ids of people with their names behind them. */
function named(/** @type {unknown} */ value) {
  let text = compact(value);
  for (const { id, name } of history.people) text = text.replaceAll(`"${id}"`, `${name} (${id})`);
  return text;
}

function definitionList(/** @type {object} */ values, /** @type {Record<string, any>} */ before) {
  return Object.entries(values).flatMap(([key, value]) => {
    const isChanged = before && JSON.stringify(before[key]) !== JSON.stringify(value);
    const className = isChanged ? 'is-changed' : '';
    return [make('dt', [key]), make('dd', [make('code', [named(value)])], className)];
  });
}

async function reportOf(/** @type {number} */ version) {
  const path = `meetings/${meetings.value}/commits/${version}?${wordsQuery()}`;
  const known = reports.get(path) ?? (await load(path));
  reports.set(path, known);
  return known;
}

async function showCommit() {
  isStale = true;
  if (isShowing) return;
  isShowing = true;
  try {
    while (isStale) {
      isStale = false;
      await showNow();
    }
  } finally {
    isShowing = false;
  }
}

async function showNow() {
  const version = Number(slider.value);
  const [now, before] = await Promise.all([
    reportOf(version),
    version > 1 ? reportOf(version - 1) : null,
  ]);
  const { at, types, facts, floor, deadlines } = now;
  const first = history.commits[0]?.at ?? at;
  const heading = `Commit ${version} of ${history.commits.length} · ${clock(at)} · ${((at - first) / 1000).toFixed(1)} s · `;
  element('heading').replaceChildren(heading, make('strong', [types.join(', ')]));
  slider.setAttribute('aria-valuetext', `${heading}${types.join(', ')}`);
  element('facts').replaceChildren(
    ...facts.map((/** @type {{ type: string }} */ { type, ...fields }) =>
      make('li', [make('strong', [type]), make('br', []), make('code', [named(fields)])]),
    ),
  );
  element('floor').replaceChildren(...definitionList(floor, before?.floor));
  element('deadlines').replaceChildren(
    ...(deadlines.length > 0 ? deadlines : [null]).map((/** @type {any} */ each) =>
      each === null
        ? make('li', ['Nothing is due.'], 'quiet')
        : make('li', [deadlineText(each, at)], each.isDue ? 'is-due' : ''),
    ),
  );
  save.href = `meetings/${meetings.value}/rehearsal?until=${version}&${wordsQuery()}`;
  showPerson(now, before);
}

function deadlineText(/** @type {any} */ { what, person, at, isDue }, /** @type {number} */ now) {
  const name = history.people.find(({ id }) => id === person)?.name;
  const when = isDue ? 'due now' : `in ${((at - now) / 1000).toFixed(1)} s`;
  return `${what}${name ? ` (${name})` : ''}: ${when}, at ${clock(at)}`;
}

function showPerson(/** @type {any} */ now, /** @type {any} */ before) {
  for (const tab of element('people').children) {
    const id = tab.getAttribute('data-person') ?? '';
    const isSelected = id === selected;
    tab.setAttribute('aria-selected', `${isSelected}`);
    tab.setAttribute('tabindex', isSelected ? '0' : '-1');
    tab.classList.toggle('has-packets', now.packets[id] !== null);
  }
  const packets = now.packets[selected];
  const view = now.views[selected];
  element('packets').replaceChildren(...packetNodes(packets));
  element('view').replaceChildren(
    view === null
      ? make('p', ['No member of the circle yet.'], 'quiet')
      : make('dl', definitionList(view, before?.views[selected] ?? {})),
  );
}

function packetNodes(/** @type {any} */ packets) {
  if (packets === null) return [make('p', ['Nothing.'], 'quiet')];
  if (packets.snapshot) return [make('p', ['A snapshot: the view begins anew.'])];
  const changes = packets.changes.map((/** @type {unknown} */ each) =>
    make('li', ['change ', make('code', [named(each)])]),
  );
  const own = packets.private
    ? [make('li', ['private ', make('code', [named(packets.private)])])]
    : [];
  return [make('ul', [...changes, ...own])];
}

function makeTabs() {
  const tabs = history.people.map(({ id, name, role }) => {
    const tab = make('button', [name || id]);
    tab.setAttribute('type', 'button');
    tab.setAttribute('role', 'tab');
    tab.setAttribute('data-person', id);
    tab.setAttribute('aria-controls', 'view-panel');
    tab.title = `${role} ${id}`;
    tab.addEventListener('click', () => selectPerson(id));
    return tab;
  });
  element('people').replaceChildren(...tabs);
}

function selectPerson(/** @type {string} */ id) {
  selected = id;
  void run(showCommit);
}

async function showMeeting(keepCommit = false) {
  reports.clear();
  history = await load(`meetings/${meetings.value}?${wordsQuery()}`);
  const { people, commits } = history;
  if (!people.some(({ id }) => id === selected)) selected = people[0]?.id ?? '';
  slider.max = `${commits.length}`;
  if (!keepCommit) slider.value = `${commits.length}`;
  makeTabs();
  main.hidden = false;
  await showCommit();
}

async function run(/** @type {() => Promise<void>} */ work) {
  try {
    await work();
    problem.hidden = true;
  } catch (error) {
    problem.textContent = error instanceof Error ? error.message : String(error);
    problem.hidden = false;
  }
}

function moveBy(/** @type {number} */ steps) {
  slider.value = `${Number(slider.value) + steps}`;
  void run(showCommit);
}

element('previous').addEventListener('click', () => moveBy(-1));
element('next').addEventListener('click', () => moveBy(1));
slider.addEventListener('input', () => run(showCommit));
meetings.addEventListener('change', () => run(showMeeting));
words.addEventListener('change', () => run(() => showMeeting(true)));

document.addEventListener('keydown', (event) => {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const target = /** @type {HTMLElement} */ (event.target);
  // The slider and the list of meetings have arrow keys of their own.
  if (step === 0 || target === slider || target === meetings) return;
  event.preventDefault();
  if (target.getAttribute('role') !== 'tab') return moveBy(step);
  const tabs = /** @type {HTMLElement[]} */ ([...element('people').children]);
  const next = tabs[(tabs.indexOf(target) + step + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
});

await run(async () => {
  const { title, meetings: found } = await load('meetings');
  element('source').textContent = title;
  if (found.length === 0) throw new Error('There is no meeting yet. Reload when one is planned.');
  meetings.replaceChildren(
    ...found.map((/** @type {any} */ { meeting, start, phase, commits }) => {
      const option = make('option', [
        `${new Date(start).toLocaleString('en-GB')} · ${phase} · ${commits} commits · ${meeting}`,
      ]);
      option.setAttribute('value', meeting);
      return option;
    }),
  );
  await showMeeting();
});

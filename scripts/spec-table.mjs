/**
 * The table in docs/spec.md that says how each rule is shown: the number of tests that begin
 * with its id, one of them by name, and its rehearsals. spec-check.mjs generates it. The list of
 * rules that no rehearsal can show, below the table, is written by hand with reasons.
 */

/** @typedef {{ file: string, name: string, alone: boolean }} Test */
/** @typedef {Record<string, { tests: Test[], rehearsals: string[] }>} Shown */

const begin = '<!-- made by `node scripts/spec-check.mjs --write` -->';
const end = '<!-- until here -->';
const exceptionsHeading = '### Rules that no rehearsal can show';

/** Which test is the example for a rule: the first of these folders that has one. */
const places = ['packages/core', 'apps/server', 'e2e', 'packages', 'apps/web', 'scripts'];

const rank = (/** @type {Test} */ { file }) => places.findIndex((place) => file.startsWith(place));

/** @param {Test[]} tests */
function exampleTest(tests) {
  const own = tests.filter(({ alone }) => alone);
  return (own.length > 0 ? own : tests).reduce((best, each) =>
    rank(each) < rank(best) ? each : best,
  );
}

const plain = (/** @type {string} */ text) =>
  text.replaceAll('\\', '').replaceAll('|', '\\|').replaceAll(/[[\]]/g, '');
const stem = (/** @type {string} */ path) => path.replace(/^.*\//, '').replace(/\.\w+$/, '');
const link = (/** @type {string} */ text, /** @type {string} */ path) => `[${text}](../${path})`;

/** @param {string} rule @param {Shown[string]} proof */
function row(rule, { tests, rehearsals }) {
  const example = tests.length > 0 ? exampleTest(tests) : null;
  const shownBy = example && link(plain(example.name), example.file);
  const played = rehearsals.map((path) => link(stem(path), path));
  return `| ${rule} | ${tests.length} | ${shownBy ?? '–'} | ${played.join(', ') || '–'} |`;
}

/** @param {readonly { id: string }[]} rules @param {Shown} shown */
export const section = (rules, shown) =>
  [
    begin,
    '',
    '| rule | tests | one of them | rehearsals |',
    '|---|---|---|---|',
    ...rules.map(({ id }) => row(id, shown[id] ?? { tests: [], rehearsals: [] })),
    '',
    end,
  ].join('\n');

/** @returns {string | null} the document with this section; null when it has no place for it */
export function withSection(/** @type {string} */ spec, /** @type {string} */ made) {
  const from = spec.indexOf(begin);
  const to = spec.indexOf(end);
  return from < 0 || to < from ? null : spec.slice(0, from) + made + spec.slice(to + end.length);
}

/** @returns {{ id: string, why: string }[]} rules without a rehearsal, with the reason */
export function exceptionsIn(/** @type {string} */ spec) {
  const [, after = ''] = spec.split(`\n${exceptionsHeading}\n`);
  const [listed = ''] = after.split(/^#/m);
  return [...listed.matchAll(/^\| *([A-Z]{3,4}-\d+) *\| *(.*?) *\|$/gm)].map(
    ([, id = '', why = '']) => ({ id, why }),
  );
}

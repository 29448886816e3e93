/**
 * Holds docs/spec.md and the tests together. It fails when a rule that is built (`now`) has no
 * test that begins with its id, or no rehearsal and no reason why none can show it; when such a
 * reason is no longer needed; when a test, a rehearsal or a comment names a rule that nobody
 * wrote down; when a group of rules has a hole; and when the table in the document is not the
 * one that would be made now.
 *
 *   node scripts/spec-check.mjs           says what does not fit
 *   node scripts/spec-check.mjs --write   puts the table into docs/spec.md, then says it
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { inRoot } from './paths.mjs';
import { exceptionsIn, section, withSection } from './spec-table.mjs';

const id = '[A-Z]{3,4}-\\d+';
const specification = 'docs/spec.md';

const read = (/** @type {string} */ path) => readFileSync(inRoot(path), 'utf8');

/** All files in these folders and below whose names end so, by their paths. */
const list = (/** @type {readonly string[]} */ folders, /** @type {RegExp} */ ending) =>
  folders
    .filter((folder) => existsSync(inRoot(folder)))
    .flatMap((folder) =>
      readdirSync(inRoot(folder), { encoding: 'utf8', recursive: true })
        .filter((path) => ending.test(path))
        .map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
    )
    .sort();

const parts = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(inRoot(folder)).map((part) => `${folder}/${part}`),
);
const documents = () => list(['docs'], /^[^/]+\.md$/);
const testFiles = () =>
  list(
    [
      ...parts.map((part) => `${part}/test`),
      ...['e2e/test', 'e2e/faults', 'scripts/test', 'packages/testkit/src'],
    ],
    /\.tsx?$/,
  );
const sourceFiles = () =>
  list(
    parts.map((part) => `${part}/src`),
    /\.tsx?$/,
  );
const rehearsals = () => list(['rehearsals'], /\.ya?ml$/);

const start = new RegExp(`^${id}(?:(?:,| and| to|,? \\+| /)? ?${id})*`);

/** The ids that a text begins with: `RND-5, RND-6 and TRN-1 …`, or `RND-1 to RND-4 …`. */
export function leadingIds(/** @type {string} */ text) {
  const beginning = start.exec(text)?.[0] ?? '';
  const named = [...beginning.matchAll(new RegExp(id, 'g'))].map(([rule]) => rule);
  for (const [, group = '', from, until] of beginning.matchAll(/([A-Z]{3,4})-(\d+) to \1-(\d+)/g)) {
    for (let n = Number(from) + 1; n < Number(until); n += 1) named.push(`${group}-${n}`);
  }
  return named;
}

/** The names of the tests in a source text, however `it` and `test` are dressed up; also laws, by their keys. */
export function testNames(/** @type {string} */ source) {
  const call =
    /\b(?:it|test)(?:\.\w+)*(?:\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
  const law = new RegExp(`^\\s*'(${id} (?:\\\\.|[^'\\\\])*)'(?=\\s*[:(])`, 'gm');
  return [
    ...[...source.matchAll(call)].map(([, , name = '']) => name),
    ...[...source.matchAll(law)].map(([, name = '']) => name),
  ];
}

/** The rules of a specification: id, state, and the ranges its headings promise. */
export function rulesOf(/** @type {string} */ spec) {
  const rules = [...spec.matchAll(new RegExp(`^\\| *(${id}) *\\|.*\\| *(\\w+) *\\| *$`, 'gm'))].map(
    ([, rule = '', state = '']) => ({ id: rule, state }),
  );
  const groups = [...spec.matchAll(/^## .*?([A-Z]{3,4})-1(?: to [A-Z]{3,4}-(\d+))?$/gm)].map(
    ([, name = '', last]) => ({ name, last: Number(last ?? 1) }),
  );
  return { rules, groups };
}

/** @typedef {import('./spec-table.mjs').Shown} Shown */

/** @param {Shown} shown */
const entry = (shown, /** @type {string} */ rule) => {
  shown[rule] ??= { tests: [], rehearsals: [] };
  return shown[rule];
};

/**
 * What does not fit, but for the table; and what was found to make the table of.
 * @returns {{ faults: string[], rules: { id: string, state: string }[], shown: Shown }}
 */
export function checked() {
  const faults = [];
  const spec = existsSync(inRoot(specification)) ? read(specification) : '';
  const { rules, groups } = rulesOf(spec);
  if (rules.length === 0) faults.push('docs/spec.md holds no rules.');

  const written = new Set(rules.map((rule) => rule.id));
  if (written.size !== rules.length) faults.push('docs/spec.md holds a rule twice.');
  for (const { name, last } of groups) {
    for (let n = 1; n <= last; n += 1) {
      if (!written.has(`${name}-${n}`))
        faults.push(`docs/spec.md promises ${name}-${n} and does not hold it.`);
    }
  }
  for (const { id: rule, state } of rules) {
    const group = groups.find(({ name }) => rule.startsWith(`${name}-`));
    if (!group || Number(rule.split('-')[1]) > group.last) {
      faults.push(`${rule} is outside the range its heading promises.`);
    }
    if (state !== 'now' && state !== 'later') faults.push(`${rule} is neither now nor later.`);
  }

  // Other documents number their promises too: bold, or first in a row of a table.
  const known = new Set(written);
  for (const document of documents()) {
    for (const [, rule = ''] of read(document).matchAll(
      new RegExp(`(?:\\*\\*|^\\| *)(${id})(?:\\*\\*| *\\|)`, 'gm'),
    )) {
      known.add(rule);
    }
  }

  /** @type {Shown} */
  const shown = {};
  for (const file of testFiles()) {
    for (const name of testNames(read(file))) {
      const named = leadingIds(name);
      for (const rule of named) {
        if (!known.has(rule))
          faults.push(`${file}: “${name}” names ${rule}, which no document holds.`);
        const said = name.replace(start, '').trim();
        entry(shown, rule).tests.push({ file, name: said, alone: named.length === 1 });
      }
    }
  }
  for (const file of rehearsals()) {
    const named = leadingIds(/^# *(.*)/.exec(read(file))?.[1] ?? '');
    if (named.length === 0) faults.push(`${file}: its first line names no rule (“# RND-7 …”).`);
    for (const rule of named) {
      if (!known.has(rule)) faults.push(`${file} names ${rule}, which no document holds.`);
      entry(shown, rule).rehearsals.push(file);
    }
  }
  const ours = new RegExp(`\\b(?:${groups.map(({ name }) => name).join('|')})-\\d+`, 'g');
  for (const file of groups.length > 0 ? sourceFiles() : []) {
    for (const rule of new Set(read(file).match(ours))) {
      if (!known.has(rule)) faults.push(`${file} names ${rule}, which docs/spec.md does not hold.`);
    }
  }
  const excused = exceptionsIn(spec);
  for (const { id: rule, why } of excused) {
    if (!written.has(rule)) faults.push(`${rule} is excused from a rehearsal, and is no rule.`);
    if (why === '') faults.push(`${rule} is excused from a rehearsal without a reason.`);
    if (shown[rule]?.rehearsals.length) {
      faults.push(`${rule} is excused from a rehearsal, and has one.`);
    }
  }
  for (const { id: rule, state } of rules) {
    if (state !== 'now') continue;
    const { tests = [], rehearsals: played = [] } = shown[rule] ?? {};
    if (tests.length === 0) faults.push(`${rule} is built, and no test begins with it.`);
    if (played.length === 0 && !excused.some((each) => each.id === rule)) {
      faults.push(`${rule} is built, and no rehearsal shows it; nor is it said why none can.`);
    }
  }
  return { faults, rules, shown };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { faults, rules, shown } = checked();
  const before = read(specification);
  const after = withSection(before, section(rules, shown));
  if (after === null) faults.push(`${specification} has no place for the table.`);
  else if (argv.includes('--write')) writeFileSync(inRoot(specification), after);
  else if (after !== before) {
    faults.push(
      `The table in ${specification} is out of date: node scripts/spec-check.mjs --write`,
    );
  }
  for (const fault of faults) console.error(fault);
  if (faults.length === 0)
    console.log(`${rules.length} rules, and every one that is built is shown.`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

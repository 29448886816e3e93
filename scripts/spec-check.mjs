/**
 * Compares docs/spec.md with the tests. It fails when a built rule (`now`) has no test that begins
 * with its id, or neither a rehearsal nor a reason for having none; when such a reason is not
 * needed; when a test, a rehearsal or a comment names a rule that no document holds; when the
 * numbers of a group have a gap; and when the table in the document is out of date.
 *
 *   node scripts/spec-check.mjs           prints what is wrong
 *   node scripts/spec-check.mjs --write   writes the table into docs/spec.md first
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { inRoot } from './paths.mjs';
import { exceptionsIn, section, withSection } from './spec-table.mjs';

const id = '[A-Z]{3,4}-\\d+';
const specification = 'docs/spec.md';

const read = (/** @type {string} */ path) => readFileSync(inRoot(path), 'utf8');

/** @returns {string[]} paths of all files below these folders whose names end like this */
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

/** The names of the tests in a source text, by `it` and `test` in all their forms; also invariants, by their keys. */
export function testNames(/** @type {string} */ source) {
  const call =
    /\b(?:it|test)(?:\.\w+)*(?:\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
  const invariantRow = new RegExp(`^\\s*'(${id} (?:\\\\.|[^'\\\\])*)'(?=\\s*[:(])`, 'gm');
  return [
    ...[...source.matchAll(call)].map(([, , name = '']) => name),
    ...[...source.matchAll(invariantRow)].map(([, name = '']) => name),
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
/** @typedef {ReturnType<typeof rulesOf>} Rules */

/** @returns {string[]} what is wrong with the list of rules itself */
function listFaults(/** @type {Rules} */ { rules, groups }) {
  const faults = rules.length === 0 ? ['docs/spec.md holds no rules.'] : [];
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
  return faults;
}

/** Other documents number their promises too: in bold, or first in a row of a table. */
const idsInDocuments = () =>
  documents().flatMap((document) =>
    [...read(document).matchAll(new RegExp(`(?:\\*\\*|^\\| *)(${id})(?:\\*\\*| *\\|)`, 'gm'))].map(
      ([, rule = '']) => rule,
    ),
  );

/** @returns {{ shown: Shown, faults: string[] }} the tests and rehearsals of each rule */
function proofs(/** @type {ReadonlySet<string>} */ known) {
  /** @type {string[]} */
  const faults = [];
  /** @type {Shown} */
  const shown = {};
  const proof = (/** @type {string} */ rule) => {
    shown[rule] ??= { tests: [], rehearsals: [] };
    return shown[rule];
  };
  for (const file of testFiles()) {
    for (const name of testNames(read(file))) {
      const named = leadingIds(name);
      for (const rule of named) {
        if (!known.has(rule))
          faults.push(`${file}: “${name}” names ${rule}, which no document holds.`);
        const title = name.replace(start, '').trim();
        proof(rule).tests.push({ file, name: title, alone: named.length === 1 });
      }
    }
  }
  for (const file of rehearsals()) {
    const named = leadingIds(/^# *(.*)/.exec(read(file))?.[1] ?? '');
    if (named.length === 0) faults.push(`${file}: its first line names no rule (“# RND-7 …”).`);
    for (const rule of named) {
      if (!known.has(rule)) faults.push(`${file} names ${rule}, which no document holds.`);
      proof(rule).rehearsals.push(file);
    }
  }
  return { shown, faults };
}

/** @returns {string[]} rules in comments of sources that no document holds */
function sourceFaults(
  /** @type {Rules['groups']} */ groups,
  /** @type {ReadonlySet<string>} */ known,
) {
  if (groups.length === 0) return [];
  const rule = new RegExp(`\\b(?:${groups.map(({ name }) => name).join('|')})-\\d+`, 'g');
  return sourceFiles().flatMap((file) =>
    [...new Set(read(file).match(rule))]
      .filter((named) => !known.has(named))
      .map((named) => `${file} names ${named}, which docs/spec.md does not hold.`),
  );
}

/** @returns {string[]} built rules without a test or a rehearsal, and exceptions that are wrong */
function proofFaults(
  /** @type {Rules['rules']} */ rules,
  /** @type {Shown} */ shown,
  /** @type {ReturnType<typeof exceptionsIn>} */ excused,
) {
  const written = new Set(rules.map((rule) => rule.id));
  const faults = [];
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
      faults.push(`${rule} is built, and no rehearsal or reason for having none is given.`);
    }
  }
  return faults;
}

/**
 * Compares the specification with the tests, rehearsals and sources, but for its table.
 * @returns {{ faults: string[], rules: Rules['rules'], shown: Shown }} `shown` makes the table
 */
export function checkSpecification() {
  const spec = existsSync(inRoot(specification)) ? read(specification) : '';
  const list = rulesOf(spec);
  const known = new Set([...list.rules.map((rule) => rule.id), ...idsInDocuments()]);
  const { shown, faults } = proofs(known);
  return {
    faults: [
      ...listFaults(list),
      ...faults,
      ...sourceFaults(list.groups, known),
      ...proofFaults(list.rules, shown, exceptionsIn(spec)),
    ],
    rules: list.rules,
    shown,
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { faults, rules, shown } = checkSpecification();
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

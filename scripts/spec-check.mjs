/**
 * Holds docs/spec.md and the tests together. It fails when a rule that is built (`now`) has no
 * test or rehearsal that begins with its id, when a test, a rehearsal or a comment names a rule
 * that nobody wrote down, and when a group of rules has a hole.
 *
 *   node scripts/spec-check.mjs           says what does not fit
 *   node scripts/spec-check.mjs --table   prints rule, tests, rehearsals
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { inRoot, root } from './place.mjs';

const id = '[A-Z]{3,4}-\\d+';
const documents = 'docs/*.md';
const testFiles = [
  'packages/*/test/**/*.{ts,tsx}',
  'apps/*/test/**/*.{ts,tsx}',
  'e2e/test/**/*.ts',
  'scripts/test/**/*.ts',
  'packages/testkit/src/**/*.ts',
];
const sourceFiles = ['packages/*/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}'];
const rehearsals = 'rehearsals/**/*.{yaml,yml}';

const read = (/** @type {string} */ path) => readFileSync(inRoot(path), 'utf8');
const list = (/** @type {string | string[]} */ patterns) =>
  globSync(patterns, { cwd: root }).sort();

/** The ids that a text begins with: `RND-5, RND-6 and TRN-1 …`, or `RND-1 to RND-4 …`. */
export function leadingIds(/** @type {string} */ text) {
  const start = new RegExp(`^${id}(?:(?:,| and| to|,? \\+| /)? ?${id})*`).exec(text)?.[0] ?? '';
  const named = [...start.matchAll(new RegExp(id, 'g'))].map(([rule]) => rule);
  for (const [, group = '', from, until] of start.matchAll(/([A-Z]{3,4})-(\d+) to \1-(\d+)/g)) {
    for (let n = Number(from) + 1; n < Number(until); n += 1) named.push(`${group}-${n}`);
  }
  return named;
}

/** The names of the tests in a source text, however `it` and `test` are dressed up. */
export function testNames(/** @type {string} */ source) {
  const call =
    /\b(?:it|test)(?:\.\w+)*(?:\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
  return [...source.matchAll(call)].map(([, , name = '']) => name);
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

/** @param {Record<string, { tests: string[], rehearsals: string[] }>} shown */
const entry = (shown, /** @type {string} */ rule) => {
  shown[rule] ??= { tests: [], rehearsals: [] };
  return shown[rule];
};

/** @returns {{ faults: string[], rules: { id: string, state: string }[], shown: Record<string, { tests: string[], rehearsals: string[] }> }} */
export function checked() {
  const faults = [];
  const { rules, groups } = rulesOf(existsSync(inRoot('docs/spec.md')) ? read('docs/spec.md') : '');
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
  for (const document of list(documents)) {
    for (const [, rule = ''] of read(document).matchAll(
      new RegExp(`(?:\\*\\*|^\\| *)(${id})(?:\\*\\*| *\\|)`, 'gm'),
    )) {
      known.add(rule);
    }
  }

  /** @type {Record<string, { tests: string[], rehearsals: string[] }>} */
  const shown = {};
  for (const file of list(testFiles)) {
    for (const name of testNames(read(file))) {
      for (const rule of leadingIds(name)) {
        if (!known.has(rule))
          faults.push(`${file}: “${name}” names ${rule}, which no document holds.`);
        entry(shown, rule).tests.push(`${file}: ${name}`);
      }
    }
  }
  for (const file of list(rehearsals)) {
    const named = leadingIds(/^# *(.*)/.exec(read(file))?.[1] ?? '');
    if (named.length === 0) faults.push(`${file}: its first line names no rule (“# RND-7 …”).`);
    for (const rule of named) {
      if (!known.has(rule)) faults.push(`${file} names ${rule}, which no document holds.`);
      entry(shown, rule).rehearsals.push(file);
    }
  }
  const ours = new RegExp(`\\b(?:${groups.map(({ name }) => name).join('|')})-\\d+`, 'g');
  for (const file of groups.length > 0 ? list(sourceFiles) : []) {
    for (const rule of new Set(read(file).match(ours))) {
      if (!known.has(rule)) faults.push(`${file} names ${rule}, which docs/spec.md does not hold.`);
    }
  }
  for (const { id: rule, state } of rules) {
    if (state === 'now' && !shown[rule]) {
      faults.push(`${rule} is built, and no test or rehearsal begins with it.`);
    }
  }
  return { faults, rules, shown };
}

if (import.meta.main) {
  const { faults, rules, shown } = checked();
  if (argv.includes('--table')) {
    for (const { id: rule, state } of rules) {
      const proof = shown[rule] ?? { tests: [], rehearsals: [] };
      console.log(
        `| ${rule} | ${state} | ${proof.tests.length} | ${proof.rehearsals.join(', ')} |`,
      );
    }
  }
  for (const fault of faults) console.error(fault);
  if (faults.length === 0)
    console.log(`${rules.length} rules, and every one that is built is shown.`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

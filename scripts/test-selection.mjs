/**
 * Reads the arguments of `npm test`: names of stages, test files, a part of a test's name.
 * A test file may be given by its path or by a part of it.
 */
import { globSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { inRoot, root } from './paths.mjs';

/** @typedef {import('./stages/index.mjs').Stage} Stage */
/** @typedef {import('./stages/index.mjs').Filter} Filter */
/** @typedef {{ stages: Map<string, Filter> } | { error: string }} Selection */

const example = 'packages/core/test/meeting/floor.test.ts';

/** @returns {string[]} paths relative to the root, with `/` */
const filesOf = (/** @type {Stage} */ stage) =>
  globSync(stage.testFiles, { cwd: root, exclude: (path) => path.endsWith('node_modules') })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();

/** @returns {string[]} the file with this path, else all files whose path holds the text */
function matching(/** @type {string[]} */ files, /** @type {string} */ text) {
  const path = relative(root, resolve(text)).replaceAll('\\', '/');
  const exact = files.filter((file) => file === path || file === text);
  return exact.length > 0 ? exact : files.filter((file) => file.includes(text));
}

/** @returns {string} why this argument chooses nothing, and what would */
function noMatch(/** @type {string} */ text, /** @type {string[]} */ names) {
  if (/\.ya?ml$/.test(text)) return `A rehearsal is played by: npm run rehearse -- ${text}`;
  return `“${text}” is neither a stage nor (a part of) the path of a test file. Stages: ${names.join(', ')}. One file: npm test -- ${example}`;
}

/** Takes `-t TEXT` out of the arguments. @returns {{ words: string[], title?: string, error?: string }} */
function withoutTitle(/** @type {readonly string[]} */ args) {
  const at = args.indexOf('-t');
  if (at < 0) return { words: [...args] };
  const title = args[at + 1];
  if (title === undefined)
    return { words: [], error: '-t needs a part of a test’s name after it.' };
  return { words: args.toSpliced(at, 2), title };
}

/**
 * @param {readonly string[]} args
 * @param {Record<string, Stage>} stages
 * @returns {Selection} without arguments every stage, whole; an error is one sentence
 */
export function selection(args, stages) {
  const { words, title, error } = withoutTitle(args);
  if (error !== undefined) return { error };
  const option = words.find((word) => word.startsWith('-'));
  if (option !== undefined) {
    return { error: `There is no option “${option}”. There is: -t TEXT, a part of a test’s name.` };
  }
  const names = Object.keys(stages);
  const named = words.filter((word) => names.includes(word));
  const texts = words.filter((word) => !names.includes(word));
  const narrowable = names.filter((name) => (stages[name]?.testFiles.length ?? 0) > 0);
  const narrowed = texts.length > 0 || title !== undefined;
  const whole = narrowed ? named.find((name) => !narrowable.includes(name)) : undefined;
  if (whole !== undefined) {
    return {
      error: `The stage “${whole}” is always run whole; test files can be chosen in: ${narrowable.join(', ')}.`,
    };
  }

  const candidates = named.length > 0 ? named : narrowed ? narrowable : names;
  /** @type {Map<string, string[]>} */
  const chosen = new Map(candidates.map((name) => [name, []]));
  for (const text of texts) {
    let found = false;
    for (const [name, files] of chosen) {
      const stage = stages[name];
      const matches = stage ? matching(filesOf(stage), text) : [];
      files.push(...matches);
      found ||= matches.length > 0;
    }
    if (!found) return { error: noMatch(text, names) };
  }
  // A test's name alone is looked for in the unit tests only: starting a browser takes long.
  const onlyTitle = title !== undefined && texts.length === 0 && named.length === 0;
  const wanted = [...chosen].filter(([name, files]) =>
    onlyTitle ? name === 'unit' : texts.length === 0 || files.length > 0,
  );
  return {
    stages: new Map(
      wanted.map(([name, files]) => [
        name,
        { files: [...new Set(files)].map((file) => inRoot(file)), title },
      ]),
    ),
  };
}

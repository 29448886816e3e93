/**
 * The licences that what we hand on may have, and whether a list of components keeps to them.
 * What is allowed lets anybody run, change and hand on Holdspace without more than naming
 * whose work is in it. A new licence is added here by a person who has read it.
 */

const allowed = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0'],
  ...['CC-BY-4.0', 'ISC', 'MIT', 'Python-2.0', 'Unlicense', 'Zlib'],
  // Fonts, handed on under their name and unchanged.
  'OFL-1.1',
  // File by file: our own files are not touched by it, and its files are not changed.
  'MPL-2.0',
]);

/**
 * @typedef {{ license?: { id?: string, name?: string }, expression?: string }} Licence
 * @typedef {{ group?: string, name: string, version?: string, licenses?: Licence[] }} Component
 */

/** `A OR B` is allowed when one of them is, `A AND B` when both are. */
export function isAllowed(/** @type {string} */ expression) {
  return expression
    .replace(/[()]/g, ' ')
    .split(/\sOR\s/)
    .some((one) => one.split(/\sAND\s/).every((each) => allowed.has(each.trim())));
}

/** @returns {string[]} a sentence for each component whose licence is unknown or not allowed */
export function licenceFaults(/** @type {Component[]} */ components) {
  return components.flatMap(({ group, name, version, licenses = [] }) => {
    const title = `${group === undefined ? '' : `${group}/`}${name}@${version}`;
    const said = licenses.map(
      ({ license, expression }) => expression ?? license?.id ?? license?.name ?? '',
    );
    if (said.join('') === '') return [`${title} does not say under which licence it is.`];
    return said.every(isAllowed) ? [] : [`${title} is under ${said.join(' and ')}.`];
  });
}

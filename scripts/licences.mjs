/**
 * The licences that distributed components may have, and the check of a list of components.
 * Under each of them anyone may run, change and distribute Holdspace when its authors are named.
 * A person reads a licence before adding it here.
 */

const allowed = new Set([
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0'],
  ...['CC-BY-4.0', 'ISC', 'MIT', 'MIT-0', 'Python-2.0', 'Unlicense', 'Zlib'],
  // Fonts. They reserve no name, so that parts of them may keep it.
  'OFL-1.1',
  // It applies to single files: not to those of Holdspace, which changes none of its files.
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

/**
 * Measures source files: long files, long functions and components, casts. It reports what is
 * over a limit and forbids nothing.
 */
import { childOf, lineFinder, nameOf, parse, walk } from './syntax.mjs';

/** @typedef {import('./syntax.mjs').SyntaxNode} SyntaxNode */
/** @typedef {{ line: number, text: string }} Finding */
/** @typedef {{ longFile: Finding[], longFunction: Finding[], longComponent: Finding[], cast: Finding[] }} FileFigures */

/** The maximum numbers of lines. */
export const limits = { file: 300, function: 60, component: 120 };

const functionTypes = new Set([
  ...['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'],
  ...['ClassMethod', 'PrivateMethod', 'Constructor'],
  ...['MethodProperty', 'GetterProperty', 'SetterProperty'],
]);
const castTypes = new Set(['TsAsExpression', 'TsTypeAssertion']);

/**
 * The name of a function: its own, or that of the constant, property or field with this value,
 * also through calls as in `const Card = memo(() => …)`.
 */
function functionName(
  /** @type {SyntaxNode} */ node,
  /** @type {readonly SyntaxNode[]} */ ancestors,
) {
  const own = nameOf(node.identifier ?? node.key);
  if (own !== undefined) return own;
  if (node.type === 'Constructor') return 'constructor';
  const holder = ancestors.findLast(({ type }) => type !== 'CallExpression');
  return nameOf(holder?.id ?? holder?.key) ?? calleeName(ancestors.at(-1)) ?? '(unnamed)';
}

/** `it('…')` for a function that is an argument of a call. */
function calleeName(/** @type {SyntaxNode | undefined} */ call) {
  if (call?.type !== 'CallExpression') return undefined;
  const callee = childOf(call, 'callee');
  const name = nameOf(callee) ?? nameOf(callee?.property);
  const [first] = Array.isArray(call.arguments) ? call.arguments : [];
  const title = nameOf(first?.expression);
  return name === undefined ? undefined : `${name}(${title === undefined ? '…' : `'${title}'`})`;
}

/** A component is a function in a .tsx file whose name begins with a capital. */
const isComponent = (/** @type {string} */ path, /** @type {string} */ name) =>
  path.endsWith('.tsx') && /^[A-Z]/.test(name);

/** @returns {number} the lines of a text; a line break at the end begins no further line */
export const lineCount = (/** @type {string} */ text) =>
  text.split('\n').length - Number(text.endsWith('\n'));

/** @returns {Finding[]} one finding for a file over the limit */
export function longFile(/** @type {string} */ text) {
  const lines = lineCount(text);
  return lines > limits.file ? [{ line: 1, text: `${lines} lines` }] : [];
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {FileFigures} A cast is `x as T` or `<T>x`, but not `as const`. The function of a
 *   `describe` is not measured; each test in it is.
 */
export function figuresOf(path, text) {
  const lineAt = lineFinder(text);
  /** @type {FileFigures} */
  const figures = { longFile: longFile(text), longFunction: [], longComponent: [], cast: [] };
  const lines = text.split('\n');
  const measure = (
    /** @type {SyntaxNode} */ node,
    /** @type {readonly SyntaxNode[]} */ ancestors,
  ) => {
    const isCast = castTypes.has(node.type);
    if (!isCast && !functionTypes.has(node.type)) return;
    const line = lineAt(node.span.start);
    if (isCast) {
      figures.cast.push({ line, text: (lines[line - 1] ?? '').trim() });
      return;
    }
    const name = functionName(node, ancestors);
    const length = lineAt(node.span.end - 1) - line + 1;
    if (name.startsWith('describe(')) return;
    const component = isComponent(path, name);
    if (length <= (component ? limits.component : limits.function)) return;
    figures[component ? 'longComponent' : 'longFunction'].push({
      line,
      text: `${name}: ${length} lines`,
    });
  };
  walk(parse(path, text), measure);
  return figures;
}

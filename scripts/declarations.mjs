/**
 * Reads the top-level declarations out of a source file: types, interfaces, classes, functions
 * and constants, each with its line and whether the file exports it.
 */
import { childList, childOf, lineFinder, nameOf, parse, walk } from './syntax.mjs';

/** @typedef {import('./syntax.mjs').SyntaxNode} SyntaxNode */
/**
 * `picks` holds for `const Card = lazyCall((call) => call.Card)`: the value is a call that picks
 * the member of the same name.
 * @typedef {{ name: string, line: number, exported: boolean, picks: boolean }} Declaration
 */
/**
 * `imports` are the specifiers of static imports and `loadsLater` those of dynamic ones.
 * `reexports` says which name comes from which specifier; `*` is every name.
 * @typedef {{
 *   declarations: Declaration[],
 *   imports: string[],
 *   loadsLater: string[],
 *   reexports: { name: string, from: string }[],
 * }} FileDeclarations
 */

/** @returns {{ name: string, node: SyntaxNode }[]} the names that one declaration binds */
function bindings(/** @type {SyntaxNode} */ declaration) {
  if (declaration.type === 'VariableDeclaration') {
    return childList(declaration, 'declarations').flatMap((node) => {
      const name = nameOf(node.id);
      return name === undefined ? [] : [{ name, node }];
    });
  }
  const name = nameOf(declaration.identifier ?? declaration.id);
  return name === undefined ? [] : [{ name, node: declaration }];
}

/** @returns {{ name: string, node: SyntaxNode, exported: boolean }[]} */
function bindingsOf(/** @type {SyntaxNode} */ statement) {
  const exported = (/** @type {SyntaxNode | undefined} */ declaration) =>
    declaration ? bindings(declaration).map((each) => ({ ...each, exported: true })) : [];
  switch (statement.type) {
    case 'ExportDeclaration':
      return exported(childOf(statement, 'declaration'));
    case 'ExportDefaultDeclaration':
      return exported(childOf(statement, 'decl'));
    default:
      return bindings(statement).map((each) => ({ ...each, exported: false }));
  }
}

/** Is the value of this constant a call with a function that reads the member `name`? */
function picksMember(/** @type {SyntaxNode} */ node, /** @type {string} */ name) {
  const call = childOf(node, 'init');
  if (call?.type !== 'CallExpression' || !Array.isArray(call.arguments)) return false;
  return call.arguments.some(
    ({ expression }) =>
      expression.body?.type === 'MemberExpression' && nameOf(expression.body.property) === name,
  );
}

/**
 * `export { local as name }`: what the file exports by a list. With a source it is a re-export;
 * then only a new name declares something.
 * @returns {{ name: string, local: string, node: SyntaxNode, fromElsewhere: boolean }[]}
 */
function exportList(/** @type {SyntaxNode} */ statement) {
  if (statement.type !== 'ExportNamedDeclaration') return [];
  return childList(statement, 'specifiers').flatMap((node) => {
    const local = nameOf(node.orig);
    const name = nameOf(node.exported) ?? local;
    return local === undefined || name === undefined
      ? []
      : [{ name, local, node, fromElsewhere: statement.source !== null }];
  });
}

/** @returns {FileDeclarations['reexports']} */
function reexportsOf(/** @type {SyntaxNode} */ statement) {
  const from = nameOf(statement.source);
  if (from === undefined) return [];
  if (statement.type === 'ExportAllDeclaration') return [{ name: '*', from }];
  return exportList(statement).map(({ name }) => ({ name, from }));
}

/** @returns {string[]} the specifiers of `import('…')` expressions, as they are written */
function dynamicImports(/** @type {SyntaxNode[]} */ statements) {
  /** @type {string[]} */
  const found = [];
  walk(statements, (node) => {
    if (node.type !== 'CallExpression' || childOf(node, 'callee')?.type !== 'Import') return;
    const [argument] = Array.isArray(node.arguments) ? node.arguments : [];
    const specifier = nameOf(argument?.expression);
    if (specifier !== undefined) found.push(specifier);
  });
  return found;
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {FileDeclarations}
 * @throws when the text is not valid TypeScript
 */
export function declarationsIn(path, text) {
  const statements = parse(path, text);
  const lineAt = lineFinder(text);
  const lists = statements.flatMap(exportList);
  const exportedLater = new Set(
    lists.filter(({ fromElsewhere }) => !fromElsewhere).map(({ local }) => local),
  );
  const imported = new Set(
    statements.flatMap((statement) =>
      statement.type === 'ImportDeclaration'
        ? childList(statement, 'specifiers').map(({ local }) => nameOf(local))
        : [],
    ),
  );
  const declared = statements.flatMap(bindingsOf).map(({ name, node, exported }) => ({
    name,
    line: lineAt(node.span.start),
    exported: exported || exportedLater.has(name),
    picks: picksMember(node, name),
  }));
  const renamed = lists
    .filter(({ name, local }) => name !== local && name !== 'default')
    .map(({ name, node }) => ({
      name,
      line: lineAt(node.span.start),
      exported: true,
      picks: false,
    }));
  return {
    // A type that an import names the same is that import.
    declarations: [...declared, ...renamed].filter(({ name }) => !imported.has(name)),
    imports: statements.flatMap(({ type, source }) => {
      const specifier = type === 'ImportDeclaration' ? nameOf(source) : undefined;
      return specifier === undefined ? [] : [specifier];
    }),
    loadsLater: dynamicImports(statements),
    reexports: statements.flatMap(reexportsOf),
  };
}

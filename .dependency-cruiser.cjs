/**
 * Imports go one way: protocol ← client ← web; core, protocol ← server; client, cluster ←
 * rehearsal; testkit from tests only. Of the server only its command line imports cluster and
 * rehearsal, and neither of these imports the server. A package is imported by its name and by
 * what its package.json exports, also by e2e, bench and every test.
 * Parsed by swc: TypeScript 7 has no compiler API for this tool.
 */
const { globSync, readFileSync } = require('node:fs');
const { dirname, join, posix } = require('node:path');

const own = (name) => `^(packages|apps)/${name}/`;
const project = '^(packages|apps|e2e|bench|scripts)/';

/** Of this project, the package `from` may import only the packages `allowed`. */
const only = (from, allowed, comment) => ({
  name: `${from}-imports`,
  comment,
  severity: 'error',
  from: { path: `${own(from)}src/` },
  to: { path: project, pathNot: allowed.map((name) => `${own(name)}src/`) },
});

/** Patterns of the files that the packages of this repository export. */
function exportedFiles() {
  return globSync('{packages,apps}/*/package.json', { cwd: __dirname }).flatMap((file) => {
    const { exports = {} } = JSON.parse(readFileSync(join(__dirname, file), 'utf8'));
    return Object.values(exports).map(
      (target) => `^${posix.join(dirname(file), target).replaceAll('.', '\\.')}$`,
    );
  });
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-alone',
      comment: 'The core is pure: no package, no Node, nothing of this project but itself.',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { pathNot: '^packages/core/src/' },
    },
    only(
      'protocol',
      ['protocol', 'core'],
      'The wire takes types and lists of constants from core.',
    ),
    only('client', ['client', 'protocol'], 'The client library knows the wire only.'),
    only('web', ['web', 'client', 'protocol'], 'The screens never import the core.'),
    only(
      'server',
      ['server', 'core', 'protocol', 'cluster', 'rehearsal'],
      'The server imports no screens and no client library.',
    ),
    only('cluster', ['cluster'], 'Processes of nodes and Redis are started by their programs.'),
    only(
      'rehearsal',
      ['rehearsal', 'client', 'core', 'protocol', 'cluster'],
      'Rehearsals use the client library and processes, never the code of the server.',
    ),
    only(
      'inspector',
      ['inspector', 'core', 'server'],
      'The inspector reads what the server wrote.',
    ),
    {
      name: 'inspector-alone',
      comment: 'Nothing imports the inspector: no production build can contain it.',
      severity: 'error',
      from: { pathNot: '^packages/inspector/' },
      to: { path: '^packages/inspector/' },
    },
    only('testkit', ['testkit', 'core', 'protocol', 'client'], 'The testkit knows no server.'),
    {
      name: 'by-the-door',
      comment: 'A package imports of another one only what its package.json exports.',
      severity: 'error',
      from: { path: '^((?:packages|apps)/[^/]+|e2e|bench|scripts)/' },
      to: {
        path: '^(packages|apps)/[^/]+/(src|test|bin)/',
        pathNot: ['^$1/', ...exportedFiles()],
      },
    },
    {
      name: 'process-commands',
      comment: 'Of the server only three commands start clusters and play rehearsals.',
      severity: 'error',
      from: {
        path: '^apps/server/(src|bin)/',
        pathNot: '^apps/server/src/cli/(cluster|demo|rehearse)\\.ts$',
      },
      to: { path: '^packages/(cluster|rehearsal)/' },
    },
    {
      name: 'process-commands-load-late',
      comment: 'These commands are loaded when they are called: a running server has none of them.',
      severity: 'error',
      from: { path: '^apps/server/(src|bin)/' },
      to: {
        path: '^apps/server/src/cli/(cluster|demo|rehearse)\\.ts$',
        dependencyTypesNot: ['dynamic-import'],
      },
    },
    {
      name: 'tests-stay-outside',
      comment: 'The product imports no test and no testkit.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/(src|bin)/', pathNot: '^packages/testkit/' },
      to: {
        path: ['^packages/testkit/', '^(packages|apps)/[^/]+/test/', '^(e2e|bench|scripts)/'],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Modules do not import one another in a circle; types and lazy imports may.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
    {
      name: 'no-folder-cycles',
      comment: 'Folders do not import one another; scripts/import-graph.mjs finds further cycles.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(packages|apps|tools)/[^/]+/src' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'No module imports it and it imports none: is it still needed?',
      severity: 'error',
      from: { orphan: true, path: '/src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'declared',
      comment: 'A package.json names the packages that its modules import.',
      severity: 'error',
      from: { path: '^(packages|apps|e2e|bench)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|artefacts)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'browser', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};

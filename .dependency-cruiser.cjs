/**
 * Imports go one way: protocol ← client ← web; core, protocol ← server; testkit from tests only.
 * The core imports nothing but itself, and the screens never import the core.
 * Parsed by swc: TypeScript 7 has no compiler API for this tool.
 */
const own = (name) => `^(packages|apps)/${name}/`;
const project = '^(packages|apps|e2e|scripts)/';

/** Of this project, the package `from` may import only the packages `allowed`. */
const only = (from, allowed, comment) => ({
  name: `${from}-imports`,
  comment,
  severity: 'error',
  from: { path: `${own(from)}src/` },
  to: { path: project, pathNot: allowed.map((name) => `${own(name)}src/`) },
});

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
    only('server', ['server', 'core', 'protocol', 'client'], 'The server knows no screens.'),
    only('testkit', ['testkit', 'core', 'protocol', 'client'], 'The testkit knows no server.'),
    {
      name: 'by-the-door',
      comment: 'A package imports of another one only what its package.json exports.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/src/' },
      to: {
        path: '^(packages|apps)/([^/]+)/src/',
        pathNot: [
          '^$1/$2/src/',
          '/src/index\\.ts$',
          '^packages/protocol/src/(codes|command-lists|command-roles|commands|http|link-token)\\.ts$',
          '^packages/core/src/(measure|commands/index)\\.ts$',
        ],
      },
    },
    {
      name: 'server-plays-with-the-client',
      comment: 'The server uses the client library only to play people.',
      severity: 'error',
      from: { path: '^apps/server/src/', pathNot: '^apps/server/src/rehearse/' },
      to: { path: '^packages/client/' },
    },
    {
      name: 'tests-stay-outside',
      comment: 'The product imports no test and no testkit.',
      severity: 'error',
      from: { path: '^(packages|apps)/[^/]+/(src|bin)/', pathNot: '^packages/testkit/' },
      to: { path: ['^packages/testkit/', '^(packages|apps)/[^/]+/test/', '^e2e/', '^scripts/'] },
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
      from: { path: '^(packages|apps|tools)/[^/]+/src', pathNot: '^apps/(server|web)/' },
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
      from: { path: '^(packages|apps|e2e)/' },
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

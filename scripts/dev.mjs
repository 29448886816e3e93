/**
 * Development: runs the server with the trace of commands, the meeting inspector, and vite for the
 * screens. Server and inspector restart when one of their sources changes; vite forwards /api and
 * /socket.io to the server. All end when vite ends or on Ctrl-C.
 * (`node --watch` would send messages to the worker thread of the store.)
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, watch } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bin, commandTrace, inRoot, inspector, pinnedNode, root, vite } from './paths.mjs';

const host = '127.0.0.1';
const screens = 5173;
const env = {
  ...process.env,
  PORT: process.env.PORT ?? '3000',
  // Browsers use the address of vite: links and the origin check must name it.
  PUBLIC_URL: process.env.PUBLIC_URL ?? `http://${host}:${screens}`,
};
const sources = [
  ...['apps/server', 'packages/core', 'packages/protocol', 'packages/client'],
  'packages/inspector',
];
const data = resolve(root, process.env.HOLDSPACE_DATA ?? 'data');
/** The same for the whole run, so that an open page goes on after a restart. */
const inspectorEnv = { ...env, INSPECTOR_KEY: randomBytes(16).toString('base64url') };
const trace = `--import=${pathToFileURL(commandTrace)}`;

let ending = false;

/** @returns {import('node:child_process').ChildProcess} */
function serve() {
  const server = spawn(pinnedNode, [trace, bin, 'serve'], { cwd: root, env, stdio: 'inherit' });
  server.once('exit', (code) => {
    if (!ending && code) console.log('The server ended; it starts again with the next change.');
  });
  return server;
}
/** @type {import('node:child_process').ChildProcess | null} */
let inspecting = null;
/** @type {NodeJS.Timeout | undefined} */
let inspectSoon;

/** Starts the inspector as soon as the server has made its data folder. */
function inspect() {
  if (ending) return;
  if ((process.env.HOLDSPACE_STORE ?? 'sqlite') !== 'sqlite') {
    console.log('The meeting inspector reads SQLite and backups: npm run inspect -- BACKUP');
    return;
  }
  if (!existsSync(resolve(data, 'holdspace.db'))) {
    inspectSoon = setTimeout(inspect, 500);
    return;
  }
  const options = { cwd: root, env: inspectorEnv, stdio: /** @type {const} */ ('inherit') };
  inspecting = spawn(pinnedNode, [inspector, data], options);
}

const runs = (/** @type {import('node:child_process').ChildProcess} */ child) =>
  child.exitCode === null && child.signalCode === null;

let server = serve();
inspect();
const web = spawn(
  pinnedNode,
  [vite, '--host', host, '--port', `${screens}`, '--strictPort', '--clearScreen', 'false'],
  { cwd: inRoot('apps', 'web'), env, stdio: 'inherit' },
);

/** Editors write a file in several steps: one restart for all of them. */
const pause = 150;
/** @type {NodeJS.Timeout | undefined} */
let soon;
let leaving = false;
function restart() {
  if (ending || leaving) return;
  console.log('A source changed: server and inspector restart.');
  restartInspector();
  const startServer = () => {
    leaving = false;
    if (!ending) server = serve();
  };
  if (!runs(server)) return startServer();
  leaving = true;
  server.once('exit', startServer);
  server.kill('SIGTERM');
}
function restartInspector() {
  clearTimeout(inspectSoon);
  if (!inspecting || !runs(inspecting)) return inspect();
  inspecting.once('exit', inspect);
  inspecting.kill('SIGTERM');
}
const folderWatches = sources.map((source) =>
  watch(inRoot(source, 'src'), { recursive: true }, () => {
    clearTimeout(soon);
    soon = setTimeout(restart, pause);
  }),
);

function end() {
  ending = true;
  clearTimeout(soon);
  clearTimeout(inspectSoon);
  for (const watch of folderWatches) watch.close();
  for (const child of [server, web, inspecting]) if (child && runs(child)) child.kill('SIGTERM');
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, end);
}
web.once('exit', (code) => {
  process.exitCode = code ?? 0;
  end();
});

/**
 * Development: runs the server, and vite for the screens. The server restarts when one of its
 * sources changes; vite forwards /api and /socket.io to it. Both end when vite ends or on Ctrl-C.
 * (`node --watch` would send messages to the worker thread of the store.)
 */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { bin, inRoot, pinnedNode, root, vite } from './paths.mjs';

const host = '127.0.0.1';
const screens = 5173;
const env = {
  ...process.env,
  PORT: process.env.PORT ?? '3000',
  // Browsers use the address of vite: links and the origin check must name it.
  PUBLIC_URL: process.env.PUBLIC_URL ?? `http://${host}:${screens}`,
};
const sources = ['apps/server', 'packages/core', 'packages/protocol', 'packages/client'];

let ending = false;

/** @returns {import('node:child_process').ChildProcess} */
function serve() {
  const server = spawn(pinnedNode, [bin, 'serve'], { cwd: root, env, stdio: 'inherit' });
  server.once('exit', (code) => {
    if (!ending && code) console.log('The server ended; it starts again with the next change.');
  });
  return server;
}
const runs = (/** @type {import('node:child_process').ChildProcess} */ child) =>
  child.exitCode === null && child.signalCode === null;

let server = serve();
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
  console.log('A source changed: the server restarts.');
  const startServer = () => {
    leaving = false;
    if (!ending) server = serve();
  };
  if (!runs(server)) return startServer();
  leaving = true;
  server.once('exit', startServer);
  server.kill('SIGTERM');
}
const watchers = sources.map((source) =>
  watch(inRoot(source, 'src'), { recursive: true }, () => {
    clearTimeout(soon);
    soon = setTimeout(restart, pause);
  }),
);

function end() {
  ending = true;
  clearTimeout(soon);
  for (const watcher of watchers) watcher.close();
  for (const child of [server, web]) if (runs(child)) child.kill('SIGTERM');
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, end);
}
web.once('exit', (code) => {
  process.exitCode = code ?? 0;
  end();
});

/**
 * Development: the server, started anew when a source of its own changes, and the screens by
 * vite, which hands /api and /socket.io on to it. Two programs, one command: when vite ends or
 * Ctrl-C comes, both end. (`node --watch` would talk into the store's worker thread.)
 */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { bin, inRoot, pinnedNode, root, vite } from './paths.mjs';

const host = '127.0.0.1';
const screens = 5173;
const env = {
  ...process.env,
  PORT: process.env.PORT ?? '3000',
  // People come by vite's address: links and the origin check must name that one.
  PUBLIC_URL: process.env.PUBLIC_URL ?? `http://${host}:${screens}`,
};
const sources = ['apps/server', 'packages/core', 'packages/protocol', 'packages/client'];

let ending = false;

/** @returns {import('node:child_process').ChildProcess} */
function serve() {
  const server = spawn(pinnedNode, [bin, 'serve'], { cwd: root, env, stdio: 'inherit' });
  server.once('exit', (code) => {
    if (!ending && code) console.log('The server ended; it begins anew with the next change.');
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
  console.log('A source changed: the server begins anew.');
  const anew = () => {
    leaving = false;
    if (!ending) server = serve();
  };
  if (!runs(server)) return anew();
  leaving = true;
  server.once('exit', anew);
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

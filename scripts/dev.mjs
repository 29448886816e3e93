/**
 * Development: the server, started anew when a file of its own changes, and the screens by vite,
 * which hands /api and /socket.io on to it. Two programs, one command: when one ends or Ctrl-C
 * comes, both end.
 */
import { spawn } from 'node:child_process';
import { bin, inRoot, pinnedNode, root, vite } from './place.mjs';

const host = '127.0.0.1';
const screens = 5173;
const port = process.env.PORT ?? '3000';
const env = {
  ...process.env,
  PORT: port,
  // People come by vite's address: links and the origin check must name that one.
  PUBLIC_URL: process.env.PUBLIC_URL ?? `http://${host}:${screens}`,
};

const children = [
  spawn(pinnedNode, ['--watch', '--watch-preserve-output', bin, 'serve'], {
    cwd: root,
    env,
    stdio: 'inherit',
  }),
  spawn(
    pinnedNode,
    [vite, '--host', host, '--port', `${screens}`, '--strictPort', '--clearScreen', 'false'],
    { cwd: inRoot('apps', 'web'), env, stdio: 'inherit' },
  ),
];

/** @param {NodeJS.Signals} signal */
const endAll = (signal) => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  }
};

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => endAll('SIGTERM'));
}
for (const child of children) {
  child.once('exit', (code) => {
    process.exitCode ??= code ?? 0;
    endAll('SIGTERM');
  });
}

#!/usr/bin/env node
// Runs the command line on the Node this project pins, whatever Node it was started with.
// This file stays readable for an old Node.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pinned = 26;

// Whatever is written belongs to this user alone.
process.umask(0o077);

if (Number.parseInt(process.versions.node, 10) >= pinned) {
  const { run } = await import('../src/cli/run.ts');
  process.exitCode = await run(process.argv.slice(2), {
    environment: process.env,
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
    ...(process.stderr.isTTY && {
      show: (line) => process.stderr.write(`\r\u001b[K${line}`),
    }),
  });
} else {
  const require = createRequire(import.meta.url);
  const node = join(dirname(require.resolve('node/package.json')), 'bin', 'node');
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  // A terminal signals both of us; the child decides when it is over.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', () => {
    console.error('The Node that Holdspace needs is not installed. Run: npm start');
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
}

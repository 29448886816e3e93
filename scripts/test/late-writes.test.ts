import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const preload = fileURLToPath(new URL('../late-writes.mjs', import.meta.url));

/** Writes twenty pieces, each when the one before has left, and prints what came and how long it took. */
const program = `
import { connect, createServer } from 'node:net';
const began = performance.now();
const server = createServer((socket) => {
  let came = '';
  socket.on('data', (piece) => { came += piece; });
  socket.on('end', () => {
    server.close();
    console.log(JSON.stringify({ came, took: performance.now() - began }));
  });
}).listen(0, '127.0.0.1', async () => {
  const socket = connect(server.address().port, '127.0.0.1');
  for (let n = 0; n < 20; n++) await new Promise((left) => socket.write(n + ' ', left));
  socket.end();
});`;

async function written(most: number) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--import=${preload}`, '--input-type=module', '--eval', program],
    { env: { ...process.env, LATE_WRITES: String(most) } },
  );
  return JSON.parse(stdout) as { readonly came: string; readonly took: number };
}

it('writes come late and in their order', async () => {
  const [late, prompt] = [await written(400), await written(0)];
  const all = Array.from({ length: 20 }, (_, n) => `${n} `).join('');
  expect([late.came, prompt.came]).toEqual([all, all]);
  expect(late.took).toBeGreaterThan(prompt.took);
});

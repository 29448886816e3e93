/**
 * CON-4 the contract of the live protocol once more, over plain HTTPS: the very tests that it is
 * held against over WebSocket, without those of a socket's own frames and of bytes.
 */
import { describe, vi } from 'vitest';
import { connectOverHttps } from './test-client.ts';

connectOverHttps();
// A request for each of hundreds of commands, on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
for (const file of ['access', 'catching-up', 'circle', 'desk', 'devices', 'nodes', 'quotas']) {
  describe(`CON-4 ${file} over plain HTTPS`, async () => {
    await import(`./${file}.test.ts`);
  });
}

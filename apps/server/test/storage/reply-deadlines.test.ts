/** Answers of Redis that come too late, and those that were only read late. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { ReplyDeadlines } from '../../src/storage/redis/reply-deadlines.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const late = () => new Error('late');

it('LED-10 gives up each answer after its own time, and only those that did not come', async () => {
  const deadlines = new ReplyDeadlines(2000);
  const settled: string[] = [];
  const ask = (name: string, work: Promise<unknown>) =>
    deadlines.within(work, late).then(
      () => settled.push(name),
      (cause: Error) => settled.push(`${name}: ${cause.message}`),
    );
  const never = new Promise<never>(() => undefined);
  void ask('first', never);
  void ask('answered', Promise.resolve('there'));
  void ask('refused', Promise.reject(new Error('no')));
  await vi.advanceTimersByTimeAsync(1000);
  void ask('second', never);
  expect(settled).toEqual(['answered', 'refused: no']);
  await vi.advanceTimersByTimeAsync(1100);
  expect(settled.slice(2)).toEqual(['first: late']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(settled.slice(3)).toEqual(['second: late']);
});

it('LED-10 needs one timer for a thousand answers, and none when all are there', async () => {
  const deadlines = new ReplyDeadlines(2000);
  const answers: (() => void)[] = [];
  const all = Array.from({ length: 1000 }, () =>
    deadlines.within(new Promise<void>((resolve) => answers.push(resolve)), late),
  );
  expect(vi.getTimerCount()).toBe(1);
  for (const answer of answers) answer();
  await Promise.all(all);
  await vi.advanceTimersByTimeAsync(200);
  expect(vi.getTimerCount()).toBe(0);
});

it('LED-10 takes an answer that arrived in time and was read late, since the process was busy', async () => {
  vi.useRealTimers();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[redis]] = (await Promise.all([once(server, 'connection'), once(client, 'connect')])) as [
    [Socket],
    unknown,
  ];
  onTestFinished(() => {
    client.destroy();
    redis.destroy();
    server.close();
  });
  const deadlines = new ReplyDeadlines(50);
  const answer = deadlines.within(once(client, 'data'), late);
  redis.write('+OK');
  // The rest of this turn takes longer than the deadline, and than the timer that looks at it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  expect(String(await answer)).toBe('+OK');
});

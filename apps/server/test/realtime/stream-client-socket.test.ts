import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { FanOut } from '../../src/realtime/fan-out.ts';
import { StreamClientSocket } from '../../src/realtime/stream-client-socket.ts';

it('WIRE-1 the events of one turn and `passed` behind them leave in one write', async () => {
  const opened = Promise.withResolvers<ServerResponse>();
  const http = createServer((_, response) => opened.resolve(response));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  let received = '';
  const request = get({ port, host: '127.0.0.1' }, (response) => {
    response.setEncoding('utf8').on('data', (text: string) => {
      received += text;
    });
  });
  onTestFinished(() => void request.destroy());
  const response = await opened.promise;
  const stream = new StreamClientSocket(response);
  await vi.waitFor(() => expect(received).not.toBe(''));
  const { socket } = response;
  if (!socket?._writev) throw new Error('The response has no socket.');
  const writes = [vi.spyOn(socket, '_writev'), vi.spyOn(socket, '_write')] as const;
  const fanOut = new FanOut();
  for (let at = 1; at <= 3; at++) fanOut.send(stream, 'changes', { at, list: [] });
  stream.sendEvent('passed', [7]);
  expect(stream.bufferedBytes).toBeGreaterThan(100);
  await vi.waitFor(() => expect(received).toContain('passed'));
  const [first, second] = writes.map(({ mock }) => mock.calls.length);
  expect((first ?? 0) + (second ?? 0)).toBe(1);
  expect(received.match(/^(event: .*|data: .*)$/gm)).toEqual([
    ...[1, 2, 3].flatMap((at) => ['event: changes', `data: {"at":${at},"list":[]}`]),
    ...['event: passed', 'data: [7]'],
  ]);
  stream.sendEvent('passed', [8]);
  stream.close();
  await vi.waitFor(() => expect(received).toContain('[8]'));
});

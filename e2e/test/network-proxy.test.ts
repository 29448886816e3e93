/** The proxy that cuts the network in other tests. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { devices } from './fixtures.ts';
import { NetworkProxy } from './network-proxy.ts';

const accepted = (key: string) =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

test('a cut connection ends an open socket, and a restored one lets a new socket open', async ({
  browser,
}) => {
  const server = createServer((_, answer) =>
    answer.setHeader('Content-Type', 'text/html').end('<p>here</p>'),
  );
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy());
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${accepted(request.headers['sec-websocket-key'] ?? '')}\r\n\r\n`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const line = await NetworkProxy.start();
  const context = await browser.newContext({ ...devices.phone, proxy: { server: line.url } });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  await expect(page.getByText('here')).toBeVisible();

  const opened = () =>
    page.evaluate(
      (address) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(address);
          socket.onopen = () => resolve(true);
          socket.onerror = () => resolve(false);
          socket.onclose = () => {
            document.title = 'closed';
          };
        }),
      `ws://127.0.0.1:${port}/`,
    );
  expect(await opened()).toBe(true);
  line.cut();
  await expect(page).toHaveTitle('closed');
  expect(await opened()).toBe(false);
  line.mend();
  expect(await opened()).toBe(true);

  await context.close();
  await line.remove();
  server.closeAllConnections();
  server.close();
});

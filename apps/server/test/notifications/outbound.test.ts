/** Addresses that somebody gave, and what is sent to them: never into the network of the server. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type HostAddress,
  OutboundHosts,
  type ResolveHost,
} from '../../src/notifications/outbound-hosts.ts';
import { post } from '../../src/notifications/outbound-request.ts';
import { reservedKindOf } from '../../src/notifications/reserved-addresses.ts';
import { HttpReceiver } from './receivers.ts';

const limits = { time: 30_000, answer: 1024 };
const message = { headers: { 'content-type': 'text/plain' }, body: 'canary' };
const send = (hosts: OutboundHosts, url: string, given = limits) =>
  post(hosts, { url, ...message }, given);

const publicAddress: HostAddress = { address: '93.184.215.14', family: 4 };
const loopback: HostAddress = { address: '127.0.0.1', family: 4 };
const answering =
  (...answers: readonly (readonly HostAddress[])[]): ResolveHost =>
  async () =>
    answers.length > 1 ? (answers as HostAddress[][]).shift()! : answers[0]!;

describe('the address of a webhook', () => {
  it.each([
    ['127.0.0.1', 'this machine'],
    ['127.255.0.9', 'this machine'],
    ['0.0.0.0', 'this machine'],
    ['::', 'this machine'],
    ['::1', 'this machine'],
    ['::ffff:127.0.0.1', 'this machine'],
    ['::ffff:7f00:1', 'this machine'],
    ['64:ff9b::7f00:1', 'this machine'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['fc00::1', 'private'],
    ['fd00:ec2::254', 'private'],
    ['fec0::1', 'private'],
    ['100.64.0.1', 'private'],
    ['100.100.100.200', 'private'],
    ['169.254.169.254', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['::127.0.0.1', 'this machine'],
    ['::808:808', 'reserved'],
    ['192.0.0.192', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['240.0.0.1', 'reserved'],
    ['168.63.129.16', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['2002:7f00:1::', 'reserved'],
    ['64:ff9b:1::7f00:1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['not an address', 'reserved'],
  ])('ALR-5 %s is %s', (address, kind) => {
    expect(reservedKindOf(address)).toContain(kind);
  });

  it.each(['93.184.215.14', '172.32.0.1', '100.128.0.1', '::ffff:8.8.8.8', '2606:4700::1111'])(
    'ALR-5 %s is of the internet',
    (address) => {
      expect(reservedKindOf(address)).toBeNull();
    },
  );

  it.each([
    ['hooks.example.org', /written whole/],
    ['', /written whole/],
    ['ftp://hooks.example.org', /written whole/],
    ['file:///etc/passwd', /written whole/],
    ['javascript:alert(1)', /written whole/],
    ['https://', /written whole/],
    ['https://user:pass@hooks.example.org', /name and password/],
    ['https://user@hooks.example.org', /name and password/],
    ['http://hooks.example.org', /begin with https/],
    ['https://127.0.0.1/hook', /this machine/],
    ['https://2130706433/', /this machine/],
    ['https://0x7f.1/', /this machine/],
    ['https://0177.0.0.1/', /this machine/],
    ['https://[::1]:8443/', /this machine/],
    ['https://[::ffff:127.0.0.1]/', /this machine/],
    ['https://169.254.169.254/latest/meta-data', /link-local/],
    ['https://10.0.0.8', /private/],
  ])('ALR-5 %s gets a sentence that says what would be right', async (url, sentence) => {
    const hosts = new OutboundHosts([], answering([publicAddress]));
    expect(await hosts.problemOf(url)).toMatch(sentence);
    expect(await send(hosts, url)).toEqual({ blocked: expect.stringMatching(sentence) });
  });

  it('ALR-5 is judged by what its name means, also when one of several is reserved', async () => {
    const reserved = [[loopback], [publicAddress, loopback], [{ address: '::1', family: 6 }]];
    for (const addresses of reserved) {
      const hosts = new OutboundHosts([], answering(addresses));
      const problem = await hosts.problemOf('https://hooks.example.org/');
      expect(problem).toMatch(/hooks\.example\.org is an address of this machine/);
      expect(problem).not.toMatch(/127|::1/);
    }
    const good = new OutboundHosts([], answering([publicAddress]));
    expect(await good.problemOf('https://hooks.example.org/')).toBeNull();
  });

  it('ALR-5 a name that leads elsewhere after the check reaches nothing (DNS rebinding)', async () => {
    const receiver = await HttpReceiver.start();
    const url = `https://hooks.example.org:${receiver.port}/`;
    // First for the check of the setting, then for the sending.
    const rebound = new OutboundHosts([], answering([publicAddress], [loopback]));
    expect(await rebound.problemOf(url)).toBeNull();
    expect(await send(rebound, url)).toEqual({ blocked: expect.stringContaining('this machine') });
    let lookups = 0;
    const counting = new OutboundHosts([`hooks.example.org:${receiver.port}`], async () => {
      lookups++;
      return [loopback];
    });
    // One look-up, whose answer the connection uses: the system knows no such host.
    const answered = await send(counting, `http://hooks.example.org:${receiver.port}/`);
    expect(answered).toEqual({ status: 204, body: '' });
    expect(lookups).toBe(1);
    expect(receiver.requests).toHaveLength(1);
  });

  it('ALR-5 a setting allows a host by its exact name and port, and nothing beside it', async () => {
    const receiver = await HttpReceiver.start();
    const allowed = new OutboundHosts([receiver.host]);
    expect(await send(allowed, receiver.url())).toMatchObject({ status: 204 });
    expect(await allowed.problemOf(receiver.url())).toBeNull();
    for (const other of ['http://127.0.0.1:1/', 'http://localhost/', 'http://127.0.0.1/']) {
      expect(await allowed.problemOf(other), other).toMatch(/begin with https/);
    }
    const byName = new OutboundHosts(['127.0.0.1']);
    expect(await send(byName, receiver.url())).toMatchObject({ status: 204 });
  });
});

describe('one request', () => {
  it('ALR-5 follows no redirect', async () => {
    const [receiver, elsewhere] = [await HttpReceiver.start(), await HttpReceiver.start()];
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.answer = (response) =>
        response.writeHead(status, { location: elsewhere.url() }).end();
      const hosts = new OutboundHosts([receiver.host, elsewhere.host]);
      expect(await send(hosts, receiver.url())).toMatchObject({ status });
    }
    expect(elsewhere.requests).toEqual([]);
  });

  it('ALR-5 reads so much of an answer and no more', async () => {
    const receiver = await HttpReceiver.start();
    let written = 0;
    let wasClosed = false;
    receiver.answer = (response) => {
      response.writeHead(500);
      response.on('close', () => {
        wasClosed = true;
      });
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024))) written += 64 * 1024;
      };
      response.on('drain', more);
      more();
    };
    const answered = await send(new OutboundHosts([receiver.host]), receiver.url());
    expect(answered).toEqual({ status: 500, body: 'x'.repeat(1024) });
    await expect.poll(() => wasClosed).toBe(true);
    expect(written).toBeLessThan(64 * 1024 * 1024);
  });

  it('ALR-5 ends in time: without an answer, in the middle of one, and in a look-up', async () => {
    const receiver = await HttpReceiver.start();
    const hosts = new OutboundHosts([receiver.host]);
    const short = { ...limits, time: 300 };
    receiver.answer = () => undefined;
    expect(await send(hosts, receiver.url(), short)).toEqual({
      failed: 'There was no answer in time.',
    });
    receiver.answer = (response) => response.writeHead(503).write('please w');
    const middle = await inTheMiddle(hosts, receiver.url());
    expect(middle).toEqual({ status: 503, body: 'please w' });
    const silent = new OutboundHosts([], () => new Promise(() => undefined));
    expect(await send(silent, 'https://hooks.example.org/', short)).toEqual({
      failed: 'There was no answer in time.',
    });
  });

  it('ALR-5 says what failed: no host, nobody there, no TLS, a certificate of nobody, no HTTP', async () => {
    const receiver = await HttpReceiver.start();
    const garbled = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const cut = await rawServer((socket) => socket.destroy());
    const secure = await HttpReceiver.start('https');
    const missing: ResolveHost = async () => {
      throw Object.assign(new Error('canary'), { code: 'ENOTFOUND' });
    };
    const hosts = new OutboundHosts(['127.0.0.1']);
    const cases: [OutboundHosts, string, RegExp][] = [
      [new OutboundHosts([], missing), 'https://nowhere.example.org/', /no host of this name/],
      [hosts, `http://127.0.0.1:1/`, /Nothing takes connections/],
      [hosts, `https://${receiver.host}/`, /does not speak TLS/],
      [hosts, secure.url(), /nobody that this server trusts/],
      [hosts, `http://127.0.0.1:${garbled}/`, /does not speak HTTP/],
      [hosts, `http://127.0.0.1:${cut}/`, /closed without an answer/],
    ];
    for (const [given, url, sentence] of cases) {
      expect(await send(given, url), url).toEqual({ failed: expect.stringMatching(sentence) });
    }
    expect(secure.requests).toEqual([]);
  });
});

async function rawServer(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => onSocket(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** An answer that ends in its middle. A slow machine may need more time to get so far. */
async function inTheMiddle(hosts: OutboundHosts, url: string) {
  for (let time = 300; ; time *= 2) {
    const answered = await send(hosts, url, { ...limits, time });
    if (!('failed' in answered) || time > limits.time) return answered;
  }
}

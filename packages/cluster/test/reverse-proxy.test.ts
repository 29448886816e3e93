/** The reverse proxy: which node gets new connections, which headers it gets, and what stays open. */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { ReverseProxy } from '../src/index.ts';

/** A node as the proxy sees it. */
class StubNode {
  readonly name: string;
  readonly server: Server;
  readonly sockets = new WebSocketServer({ noServer: true });
  ready = true;
  heard: Record<string, unknown> = {};

  constructor(name: string) {
    this.name = name;
    this.server = createServer((asked, answer) => {
      if (asked.url === '/readyz') return void answer.writeHead(this.ready ? 200 : 503).end();
      this.heard = asked.headers;
      let body = '';
      asked.on('data', (part) => {
        body += part;
      });
      asked.on('end', () => answer.end(`${name} ${asked.method} ${asked.url} ${body}`));
    });
    this.server.on('upgrade', (asked, socket, head) => {
      this.heard = asked.headers;
      this.sockets.handleUpgrade(asked, socket, head, (opened) => {
        opened.on('message', (text) => opened.send(`${name} ${text}`));
      });
    });
  }
  async listen(port = 0): Promise<this> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  close(): void {
    for (const socket of this.sockets.clients) socket.terminate();
    this.server.close();
    this.server.closeAllConnections();
  }
}

let one: StubNode;
let two: StubNode;
let door: ReverseProxy;
beforeEach(async () => {
  one = await new StubNode('one').listen();
  two = await new StubNode('two').listen();
  door = await ReverseProxy.open({ nodes: [one.url, two.url] });
});
afterEach(async () => {
  await door.close();
  one.close();
  two.close();
});

const asked = async (path = '/', options: RequestInit = {}) =>
  (await fetch(door.url + path, options)).text();

async function socket() {
  const opened = new WebSocket(door.url.replace('http', 'ws'));
  const said: string[] = [];
  let closed = false;
  opened.on('message', (text) => said.push(String(text)));
  opened.on('error', () => {});
  opened.on('close', () => {
    closed = true;
  });
  await new Promise((done) => opened.once('open', done).once('close', done));
  return { opened, said, closed: () => closed };
}

describe('the way in', () => {
  it('passes on in turn, with what was asked', async () => {
    const answers = await Promise.all([asked('/a?b=c'), asked('/a?b=c')]);
    expect(answers.sort()).toEqual(['one GET /a?b=c ', 'two GET /a?b=c ']);
    expect(await asked('/p', { method: 'POST', body: 'words' })).toMatch(/ POST \/p words$/);
  });

  it('says who asks, whatever they say of themselves, and under which name', async () => {
    const { port } = new URL(door.url);
    const headers = {
      host: 'circle.example.org',
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-proto': 'https',
    };
    const sent = request({ port, host: '127.0.0.1', headers }).end();
    const [answer] = await once(sent, 'response');
    answer.resume();
    await once(answer, 'end');
    const node = one.heard.host === undefined ? two : one;
    expect(node.heard).toMatchObject({
      host: 'circle.example.org',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
    });
  });

  it('says how long an idle connection to it stays, not that of a node', async () => {
    const { headers } = await fetch(door.url);
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  it('gives nothing new to a node that is not ready, and keeps what is open there', async () => {
    const before = [await socket(), await socket()];
    for (const { opened } of before) opened.send('hello');
    await expect
      .poll(() => before.flatMap(({ said }) => said).sort())
      .toEqual(['one hello', 'two hello']);
    one.ready = false;
    await expect.poll(() => door.ready).toEqual([two.url]);
    expect(await asked()).toMatch(/^two/);
    expect(await asked()).toMatch(/^two/);
    const during = await socket();
    during.opened.send('new');
    await expect.poll(() => during.said).toEqual(['two new']);
    for (const { opened } of before) opened.send('still here');
    await expect
      .poll(() => before.flatMap(({ said }) => said.slice(1)).sort())
      .toEqual(['one still here', 'two still here']);
    one.ready = true;
    await expect.poll(() => door.ready).toEqual([one.url, two.url]);
    for (const { opened } of [...before, during]) opened.close();
  });

  it('asks the other node when one has just died', async () => {
    one.close();
    const answers = await Promise.all(Array.from({ length: 6 }, () => asked()));
    expect(new Set(answers)).toEqual(new Set(['two GET / ']));
  });

  it('answers that no node is ready, and closes sockets that it cannot forward', async () => {
    one.ready = false;
    two.ready = false;
    await expect.poll(() => door.ready).toEqual([]);
    const answer = await fetch(door.url);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await answer.text()).toContain('try again');
    expect((await socket()).closed()).toBe(true);
  });

  it('ends a socket when its node dies, so that its person comes back elsewhere', async () => {
    const opened = [await socket(), await socket()];
    one.close();
    await expect.poll(() => opened.filter(({ closed }) => closed()).length).toBe(1);
    for (const each of opened) each.opened.terminate();
  });

  it('goes on when a client resets a connection that no node took', async () => {
    one.ready = false;
    two.ready = false;
    await expect.poll(() => door.ready).toEqual([]);
    for (let i = 0; i < 5; i++) {
      const client = connect({ port: Number(new URL(door.url).port), allowHalfOpen: true });
      await once(client, 'connect');
      const lines = ['GET / HTTP/1.1', 'Host: a', 'Connection: Upgrade', 'Upgrade: websocket'];
      client.write(`${lines.join('\r\n')}\r\n\r\n`);
      expect(String(await once(client, 'data'))).toContain('503');
      client.resetAndDestroy();
    }
    one.ready = true;
    await expect.poll(() => door.ready).toEqual([one.url]);
  });
});

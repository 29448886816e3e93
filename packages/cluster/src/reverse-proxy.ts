/**
 * A reverse proxy: one port in front of several nodes. It forwards requests and upgrades in turn
 * to the nodes that report ready. A node that is not ready gets no new connections; its open
 * connections stay open.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createProxyServer } from 'httpxy';

export interface ReverseProxyOptions {
  /** Addresses of the nodes, like `http://127.0.0.1:3001`. */
  readonly nodes: readonly string[];
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** 0, the default: a free port. */
  readonly port?: number;
}

/** Readiness checks, in milliseconds. */
const readinessCheck = { interval: 500, timeout: 1000 };

/** How long an idle connection of a client stays, in milliseconds. */
const keepAliveTimeout = 75_000;

const notReadyText = 'Holdspace isn’t ready yet. Please try again in a few seconds.\n';

export class ReverseProxy {
  readonly url: string;
  readonly #nodes: readonly string[];
  readonly #server: Server;
  readonly #proxy = createProxyServer({});
  readonly #ready = new Set<string>();
  readonly #sockets = new Set<Duplex>();
  readonly #stop = new AbortController();
  #nextIndex = 0;

  private constructor(server: Server, { nodes, host = '127.0.0.1' }: ReverseProxyOptions) {
    this.#server = server;
    this.#nodes = nodes;
    const { port } = server.address() as AddressInfo;
    this.url = proxyUrl(host, port);
    // What a node says here is about its connection to this proxy.
    this.#proxy.on('proxyRes', ({ headers }) => {
      headers['keep-alive'] = `timeout=${keepAliveTimeout / 1000}`;
    });
    server.on('request', (request, response) => void this.#request(request, response));
    server.on('upgrade', (request, socket: Socket, head) => {
      void this.#upgrade(request, socket, head);
    });
  }

  /** Resolves when it listens and has checked each node once. */
  static async open(options: ReverseProxyOptions): Promise<ReverseProxy> {
    const server = createServer({ keepAliveTimeout });
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
    await once(server, 'listening');
    const proxy = new ReverseProxy(server, options);
    await proxy.#checkNodes();
    const timer = setInterval(() => void proxy.#checkNodes(), readinessCheck.interval);
    proxy.#stop.signal.addEventListener('abort', () => clearInterval(timer));
    return proxy;
  }

  /** The nodes that get new connections. */
  get ready(): readonly string[] {
    return this.#nodes.filter((node) => this.#ready.has(node));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    this.#server.closeAllConnections();
    await closed;
  }

  async #checkNodes(): Promise<void> {
    await Promise.all(
      this.#nodes.map(async (node) => {
        const signal = AbortSignal.any([
          this.#stop.signal,
          AbortSignal.timeout(readinessCheck.timeout),
        ]);
        const ready = await fetch(`${node}/readyz`, { signal }).then(
          async (answer) => {
            await answer.body?.cancel();
            return answer.ok;
          },
          () => false,
        );
        if (ready) this.#ready.add(node);
        else this.#ready.delete(node);
      }),
    );
  }

  #nextNode(): string | undefined {
    const { ready } = this;
    this.#nextIndex += 1;
    return ready[this.#nextIndex % ready.length];
  }

  async #request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    addForwardedHeaders(request);
    // A request with a body can be processed in part: only the client may repeat it.
    const isRepeatable = request.method === 'GET' || request.method === 'HEAD';
    for (let tries = isRepeatable ? 2 : 1; tries > 0; tries--) {
      const node = this.#nextNode();
      if (node === undefined) break;
      const isForwarded = await this.#proxy.web(request, response, { target: node }).then(
        () => true,
        () => false,
      );
      if (isForwarded || response.headersSent || response.destroyed) return void response.end();
      this.#ready.delete(node);
    }
    response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '2' }).end(notReadyText);
  }

  async #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    addForwardedHeaders(request);
    // A client can reset its connection at any moment.
    socket.on('error', () => socket.destroy());
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const node = this.#nextNode();
    if (node === undefined) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\n\r\n');
      return;
    }
    await this.#proxy.ws(request, socket, { target: node }, head).catch(() => socket.destroy());
  }
}

/** A host that means every address of this machine is printed as `localhost`. */
function proxyUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Overwrites the forwarded headers, so that a client cannot forge its address. */
function addForwardedHeaders({ headers, socket }: IncomingMessage): void {
  headers['x-forwarded-for'] = socket.remoteAddress ?? '';
  headers['x-forwarded-proto'] = 'http';
}

/**
 * A way in: one port in front of several nodes. It passes requests and upgrades on, in turn,
 * to nodes that say they are ready; a node that is not gets nothing new, and what is open
 * there stays open until it ends. It knows nothing of circles and keeps nothing.
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
  /** 0, the default: a free one. */
  readonly port?: number;
}

/** Milliseconds between two questions whether a node is ready, and the longest for an answer. */
const polling = { every: 500, patience: 1000 };

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
    server.on('request', (request, response) => void this.#request(request, response));
    server.on('upgrade', (request, socket: Socket, head) => {
      void this.#upgrade(request, socket, head);
    });
  }

  /** Listening, and each node asked once whether it is ready. */
  static async open(options: ReverseProxyOptions): Promise<ReverseProxy> {
    const server = createServer();
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
    await once(server, 'listening');
    const door = new ReverseProxy(server, options);
    await door.#checkNodes();
    const timer = setInterval(() => void door.#checkNodes(), polling.every);
    door.#stop.signal.addEventListener('abort', () => clearInterval(timer));
    return door;
  }

  /** The nodes that get new connections now. */
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
        const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(polling.patience)]);
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
    // What carries a body may have been done in part: only the asker may ask that again.
    const again = request.method === 'GET' || request.method === 'HEAD';
    for (let tries = again ? 2 : 1; tries > 0; tries--) {
      const node = this.#nextNode();
      if (node === undefined) break;
      const passed = await this.#proxy.web(request, response, { target: node }).then(
        () => true,
        () => false,
      );
      if (passed || response.headersSent || response.destroyed) return void response.end();
      this.#ready.delete(node);
    }
    response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '2' }).end(notReadyText);
  }

  async #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    addForwardedHeaders(request);
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

/** Who asks, in our words alone: nobody outside can say they are somebody else. */
function addForwardedHeaders({ headers, socket }: IncomingMessage): void {
  headers['x-forwarded-for'] = socket.remoteAddress ?? '';
  headers['x-forwarded-proto'] = 'http';
}

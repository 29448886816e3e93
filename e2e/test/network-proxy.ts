/**
 * The network of one person: a small proxy between their browser and the network. Cutting it
 * ends every connection that runs through it, open sockets too, and refuses new ones, which
 * the browser's own offline switch does not do.
 */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export class NetworkProxy {
  readonly #server: Server;
  readonly #open = new Set<Duplex>();
  #cut = false;
  #tunnels: 'open' | 'refused' | 'swallowed' = 'open';
  #instead: ((url: string) => { readonly status: number; readonly body: string } | null) | null =
    null;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      const instead = this.#instead?.(incoming.url ?? '/');
      if (instead) {
        outgoing.writeHead(instead.status, { 'content-type': 'text/html' }).end(instead.body);
        return;
      }
      const onward = request(
        incoming.url ?? '/',
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on('error', () => outgoing.destroy());
      outgoing.on('close', () => onward.destroy());
      incoming.pipe(onward);
    });
    this.#server.on('connection', (socket) => this.#track(socket));
    // WebSockets come as tunnels.
    this.#server.on('connect', (incoming, near, head) => {
      if (this.#tunnels !== 'open') {
        if (this.#tunnels === 'refused') near.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const [host = '', port = ''] = (incoming.url ?? '').split(':');
      const far = connect(Number(port), host, () => {
        near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        far.write(head);
        near.pipe(far).pipe(near);
      });
      this.#track(far);
      far.on('close', () => near.destroy());
      near.on('close', () => far.destroy());
    });
  }

  static async start(): Promise<NetworkProxy> {
    const line = new NetworkProxy();
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#open) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
    this.#tunnels = 'open';
    this.#instead = null;
  }

  /** Refuses WebSocket, as the proxy of a company can. */
  refuseTunnels(): void {
    this.#tunnels = 'refused';
  }

  /** Accepts a WebSocket and forwards nothing. */
  swallowTunnels(): void {
    this.#tunnels = 'swallowed';
  }

  /** Answers instead of the server, and refuses WebSocket. */
  answerWith(status: number, body: string, to: (url: string) => boolean = () => true): void {
    for (const socket of this.#open) socket.destroy();
    this.#tunnels = 'refused';
    this.#instead = (url) => (to(url) ? { status, body } : null);
  }

  async remove(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #track(socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    if (this.#cut) {
      socket.destroy();
      return;
    }
    this.#open.add(socket);
    socket.on('close', () => this.#open.delete(socket));
  }
}

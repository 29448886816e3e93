/**
 * One person's way to the server: a small proxy between their browser and the world. Cutting it
 * ends every connection that runs through it, open sockets too, and refuses new ones, which
 * the browser's own offline switch does not do.
 */
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export class Line {
  readonly #server: Server;
  readonly #open = new Set<Duplex>();
  #cut = false;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      const onward = request(
        incoming.url ?? '/',
        { method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
    this.#server.on('connection', (socket) => this.#hold(socket));
    // WebSockets come as tunnels.
    this.#server.on('connect', (incoming, near, head) => {
      const [host = '', port = ''] = (incoming.url ?? '').split(':');
      const far = connect(Number(port), host, () => {
        near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        far.write(head);
        near.pipe(far).pipe(near);
      });
      this.#hold(far);
      far.on('close', () => near.destroy());
      near.on('close', () => far.destroy());
    });
  }

  static async lay(): Promise<Line> {
    const line = new Line();
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
  }

  async remove(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #hold(socket: Duplex): void {
    socket.on('error', () => socket.destroy());
    if (this.#cut) {
      socket.destroy();
      return;
    }
    this.#open.add(socket);
    socket.on('close', () => this.#open.delete(socket));
  }
}

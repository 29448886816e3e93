/** The other side of a webhook, as a real server of this machine: it answers late, or never. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface ReceivedAlert {
  readonly id: string;
  /** performance.now. */
  readonly at: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class WebhookReceiver {
  readonly received: ReceivedAlert[] = [];
  /** Called with each as it comes. */
  onReceived: (alert: ReceivedAlert) => void = () => undefined;
  readonly #server: Server;

  private constructor(answerAfter: () => number) {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { headers } = request;
      const id = String(headers['webhook-id']);
      const body = Buffer.concat(chunks).toString();
      const alert = { id, at: performance.now(), headers, body };
      this.received.push(alert);
      this.onReceived(alert);
      await pause(answerAfter());
      response.writeHead(204).end();
    });
    // A node that is killed resets its connections.
    this.#server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** `answerAfter`: in milliseconds, for each request. */
  static async start(answerAfter: () => number): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(answerAfter);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  /** As HOLDSPACE_OUTBOUND_ALLOW names it. */
  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How often this alert was received. */
  countOf(alert: string): number {
    return this.received.filter(({ id }) => id === alert).length;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

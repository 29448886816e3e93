/**
 * The other side of e-mail, as a real server of this machine. A test can keep it from going on in
 * the middle of a delivery, and end the sender then.
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface DeliveredMail {
  /** The part of the receiver's address before the @. */
  readonly to: string;
  /** The id of the alert, from the Message-ID. */
  readonly alert: string;
  /** performance.now. */
  readonly at: number;
  /** The whole message, as it came. */
  readonly text: string;
}

/** `greeting`: nothing was sent yet. `answer`: it has the mail, and the sender does not know. */
export type HeldStage = 'greeting' | 'answer';

export class SmtpReceiver {
  readonly delivered: DeliveredMail[] = [];
  readonly #server: SMTPServer;
  #hold: { readonly stage: HeldStage; readonly reached: () => void } | null = null;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onConnect: (_session, go) => this.#isHeld('greeting') || go(),
      onData: async (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        const text = Buffer.concat(chunks).toString();
        const [, alert = ''] = /^Message-ID: <([^@>]*)@/im.exec(text) ?? [];
        for (const { address } of envelope.rcptTo) {
          const to = address.slice(0, address.indexOf('@'));
          this.delivered.push({ to, alert, at: performance.now(), text });
        }
        if (!this.#isHeld('answer')) done();
      },
    });
    // A node that is killed resets its connections.
    this.#server.on('error', () => undefined);
  }

  static async start(): Promise<SmtpReceiver> {
    const receiver = new SmtpReceiver();
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, '127.0.0.1', () => resolve());
    });
    return receiver;
  }

  /** As SMTP_URL names it. */
  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  /** The next delivery gets no answer at this stage. Resolves when one has come to it. */
  holdNext(stage: HeldStage): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#hold = { stage, reached: resolve };
    return promise;
  }

  /** Holds nothing any more that has not come to its stage. */
  letGo(): void {
    this.#hold = null;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #isHeld(stage: HeldStage): boolean {
    if (this.#hold?.stage !== stage) return false;
    this.#hold.reached();
    this.#hold = null;
    return true;
  }
}

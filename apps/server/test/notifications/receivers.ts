/** The other side of each channel, as a real server on this machine. */
import { spawnSync } from 'node:child_process';
import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, onTestFinished } from 'vitest';
import { folderForTest } from '../storage/store-helpers.ts';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What it answers; 204 unless a test says otherwise. */
export type AnswerRequest = (response: ServerResponse, request: ReceivedRequest) => void;

export class HttpReceiver {
  readonly requests: ReceivedRequest[] = [];
  answer: AnswerRequest = (response) => response.writeHead(204).end();
  readonly #server: Server;
  readonly #scheme: string;

  private constructor(scheme: 'http' | 'https') {
    this.#scheme = scheme;
    const server = scheme === 'http' ? createServer() : createHttpsServer(testCertificate());
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url: path = '', headers } = request;
      const received = { method, path, headers, body: Buffer.concat(chunks) };
      this.requests.push(received);
      this.answer(response, received);
    });
    this.#server = server;
  }

  static async start(scheme: 'http' | 'https' = 'http'): Promise<HttpReceiver> {
    const receiver = new HttpReceiver(scheme);
    const server = receiver.#server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
  /** As HOLDSPACE_OUTBOUND_ALLOW names it. */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }
  url(path = '/hook'): string {
    return `${this.#scheme}://${this.host}${path}`;
  }
  get last(): ReceivedRequest {
    const last = this.requests.at(-1);
    if (!last) throw new Error('nothing was received');
    return last;
  }
}

let certificate: { readonly key: Buffer; readonly cert: Buffer } | null = null;

/** For `localhost`, signed by nobody. */
export function testCertificate() {
  if (certificate) return certificate;
  const folder = folderForTest();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-subj', '/CN=localhost', '-days', '2', '-keyout', key, '-out', cert],
  ]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  certificate = { key: readFileSync(key), cert: readFileSync(cert) };
  return certificate;
}

/** A browser that subscribed, played: it reads what was encrypted for it. */
export class PlayedDevice {
  readonly #keys = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  readonly #publicKey: Buffer;

  constructor() {
    this.#publicKey = this.#keys.generateKeys();
  }

  subscription(endpoint: string) {
    return {
      endpoint,
      expirationTime: null,
      keys: {
        p256dh: this.#publicKey.toString('base64url'),
        auth: this.#auth.toString('base64url'),
      },
    };
  }

  /** By RFC 8188 and RFC 8291, of one record. Throws for what was encrypted for another device. */
  read({ headers, body }: ReceivedRequest): unknown {
    expect(headers['content-encoding']).toBe('aes128gcm');
    const salt = body.subarray(0, 16);
    const senderLength = body.readUInt8(20);
    const sender = body.subarray(21, 21 + senderLength);
    const record = body.subarray(21 + senderLength);
    const derive = (key: Buffer, from: Buffer, info: Buffer, length: number) =>
      Buffer.from(hkdfSync('sha256', key, from, info, length));
    const shared = this.#keys.computeSecret(sender);
    const who = Buffer.concat([Buffer.from('WebPush: info\0'), this.#publicKey, sender]);
    const input = derive(shared, this.#auth, who, 32);
    const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(record.subarray(-16));
    const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    // The last record ends with a 2, and zeros after it.
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
  }
}

/** The body of a call, when its signature holds as Standard Webhooks writes it down. */
export function readWebhook(secret: string, { headers, body }: ReceivedRequest): unknown {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const { 'webhook-id': id, 'webhook-timestamp': at } = headers;
  const mac = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${mac}`);
  // Receivers refuse what is older than five minutes.
  expect(Math.abs(Date.now() / 1000 - Number(at))).toBeLessThan(300);
  return JSON.parse(body.toString());
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

export class MailReceiver {
  readonly mails: ReceivedMail[] = [];
  readonly #server: SMTPServer;
  readonly #isSecure: boolean;

  private constructor(options: SMTPServerOptions) {
    this.#isSecure = options.secure === true;
    this.#server = new SMTPServer({
      authOptional: true,
      logger: false,
      onData: async (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        this.mails.push({ from, to, text: Buffer.concat(chunks).toString() });
        done();
      },
      ...options,
    });
    // A client that leaves in the middle is what some tests are about.
    this.#server.on('error', () => undefined);
  }

  /** In the open, and without TLS to turn on, unless a test says otherwise. */
  static async start(options: SMTPServerOptions = {}): Promise<MailReceiver> {
    const receiver = new MailReceiver({ disabledCommands: ['STARTTLS'], ...options });
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, '127.0.0.1', () => resolve());
    });
    onTestFinished(() => new Promise<void>((resolve) => receiver.#server.close(() => resolve())));
    return receiver;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }
  get url(): string {
    return `${this.#isSecure ? 'smtps' : 'smtp'}://127.0.0.1:${this.port}`;
  }
  get last(): ReceivedMail {
    const last = this.mails.at(-1);
    if (!last) throw new Error('no mail was received');
    return last;
  }
}

/**
 * A house whose staff are alerted by e-mail and by a webhook: server processes, a mail server for
 * each of them, a receiver of webhooks, three people on call, and members who call for help over a
 * real socket. Every name and every text of circles and people holds a canary word.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CookieJar, linkTokenOf, type StaffApi, staffApi } from '@holdspace/client';
import { NodeProcess, RedisProcess } from '@holdspace/cluster';
import { signInOrganiser } from '@holdspace/rehearsal';
import { Webhook } from 'svix';
import { Crowd, delay, withRetries } from './crowd.ts';
import { History } from './history.ts';
import { randomSource } from './random-source.ts';
import { type HeldStage, SmtpReceiver } from './smtp-receiver.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

export interface AlertSiteOptions {
  /** More than one are on one Redis. */
  readonly count: number;
  /** The clock of the only node, on SQLite, can be set ahead; see `restart`. */
  readonly clockMoves?: boolean;
}

/** A server with the mail server that it alone hands e-mails to. */
export interface MailingNode {
  readonly process: NodeProcess;
  readonly mail: SmtpReceiver;
}

export interface OnCallPerson {
  /** The part of their e-mail address before the @. */
  readonly mailbox: string;
  readonly api: StaffApi;
}

export interface RaisedCall {
  readonly circle: string;
  readonly alert: string;
}

/** A call for help counts as unseen after it. */
const helpAlert = '1s';
const movedClock = fileURLToPath(new URL('moved-clock.ts', import.meta.url));
let calls = 0;

export class AlertSite {
  /** In every name of people and circles, in every text, and in no address. */
  readonly word: string;
  readonly nodes: readonly MailingNode[];
  readonly hook: WebhookReceiver;
  readonly organiser: StaffApi;
  /** In the order in which they are alerted. */
  readonly onCall: readonly OnCallPerson[];
  /** Every line that a process wrote. */
  readonly lines: readonly string[];
  readonly #badSignatures: string[] = [];
  readonly #parts: StartedParts;

  private constructor(parts: StartedParts, people: PreparedStaff) {
    this.#parts = parts;
    this.word = parts.word;
    this.nodes = parts.nodes;
    this.hook = parts.hook;
    this.lines = parts.lines;
    this.organiser = people.organiser;
    this.onCall = people.onCall;
    const verifier = new Webhook(people.webhookSecret);
    // It accepts nothing that is older than some minutes.
    this.hook.onReceived = ({ headers, body }) => {
      try {
        verifier.verify(body, headers as Record<string, string>);
      } catch (fault) {
        this.#badSignatures.push(`a signature: ${fault}`);
      }
    };
  }

  static async start(options: AlertSiteOptions): Promise<AlertSite> {
    const parts = new StartedParts();
    try {
      await parts.start(options);
      return new AlertSite(parts, await prepareStaff(parts));
    } catch (error) {
      await parts.stop();
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.#parts.stop();
  }

  /**
   * Somebody of a new circle says that they are not safe, and everybody leaves, before anybody has
   * seen it. Resolves when it is an alert.
   */
  async callForHelp(): Promise<RaisedCall> {
    const crowd = await Crowd.gather({
      ...{ urls: this.nodes.map(({ process }) => process.url), organiser: this.organiser },
      ...{ history: new History(), dice: randomSource(++calls), mark: this.word },
      ...{ circles: 1, people: 3, facilitators: 1, settings: { helpAlert } },
    });
    try {
      const [circle] = crowd.circles;
      const caller = circle?.guests.at(-1);
      if (!circle || !caller) throw new Error('There is no circle.');
      await caller.askOrFail({ do: 'ask-help', kind: 'unsafe', text: `${this.word}: I am alone` });
      crowd.close();
      return { circle: circle.id, alert: await this.#alertOf(circle.id) };
    } finally {
      crowd.close();
    }
  }

  /** Of each mail about this alert, the mailbox, in the order in which they came. */
  mailed(alert: string): string[] {
    const mails = this.nodes.flatMap(({ mail }) => mail.delivered);
    const own = mails.filter((each) => each.alert === alert).sort((a, b) => a.at - b.at);
    return own.map(({ to }) => to);
  }

  /** Holds a delivery by any node at this stage; resolves with the node that makes it. */
  async holdNext(stage: HeldStage): Promise<MailingNode> {
    const node = await Promise.race(
      this.nodes.map((each) => each.mail.holdNext(stage).then(() => each)),
    );
    for (const { mail } of this.nodes) mail.letGo();
    return node;
  }

  /**
   * The answers of channels about this alert that are recorded in the house. A channel can have a
   * message before that; a kill in between has it sent again (ALR-5).
   */
  async recorded(alert: string): Promise<string[]> {
    const { deliveries } = await withRetries(() => this.organiser.alert(alert));
    return deliveries.map(({ state }) => state);
  }

  /** Kills the process and starts it again, with its clock so many milliseconds ahead. */
  async restart({ process }: MailingNode, ahead?: number): Promise<void> {
    await process.kill();
    if (ahead !== undefined) await this.#parts.setClock(ahead);
    await process.launch();
  }

  /**
   * What is wrong with what the other sides were sent, in a sentence each: words, names and kinds
   * in a message, a signature that does not hold, and words or addresses in what a process wrote.
   */
  faultsOfMessages(): string[] {
    const faults = [...this.#badSignatures];
    const mails = this.nodes.flatMap(({ mail }) => mail.delivered);
    for (const { text } of mails) if (this.#tells(text)) faults.push(`words in a mail: ${text}`);
    for (const { body } of this.hook.received) {
      if (this.#tells(body)) faults.push(`words in a webhook: ${body}`);
    }
    for (const line of this.lines) {
      if (line.includes(this.word) || line.includes(mailboxOf(this.word, ''))) {
        faults.push(`words in a log: ${line}`);
      }
    }
    return faults;
  }

  #tells(text: string): boolean {
    return text.includes(this.word) || /\b(safe|help|alone|meeting|facilitator)\b/i.test(text);
  }

  async #alertOf(circle: string): Promise<string> {
    for (;;) {
      const alerts = await withRetries(() => this.organiser.inbox({ peek: true }));
      const found = alerts.find((each) => each.circle === circle && each.kind === 'unsafe');
      if (found) return found.id;
      await delay(50);
    }
  }
}

/** What has to be stopped again. */
class StartedParts {
  readonly word = `canary${randomBytes(4).toString('hex')}`;
  readonly nodes: MailingNode[] = [];
  readonly lines: string[] = [];
  #hook: WebhookReceiver | null = null;
  #redis: RedisProcess | null = null;
  #folder = '';
  readonly #mails: SmtpReceiver[] = [];

  get hook(): WebhookReceiver {
    if (!this.#hook) throw new Error('It has not started.');
    return this.#hook;
  }

  async start({ count, clockMoves = false }: AlertSiteOptions): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'holdspace-alerts-'));
    this.#hook = await WebhookReceiver.start(() => 0);
    if (count > 1) this.#redis = await RedisProcess.start();
    if (clockMoves) await this.setClock(0);
    const env = {
      HOLDSPACE_LIMITS: 'off',
      HOLDSPACE_LOG: 'debug',
      HOLDSPACE_SECRET: randomBytes(32).toString('hex'),
      HOLDSPACE_OUTBOUND_ALLOW: this.#hook.host,
      SMTP_FROM: 'Our circles <circles@example.org>',
      ...(this.#redis && { HOLDSPACE_STORE: this.#redis.url }),
      ...(clockMoves && {
        NODE_OPTIONS: `--import=${movedClock}`,
        CLOCK_AHEAD_FILE: this.#clockFile,
      }),
    };
    const onLine = (line: string) => void this.lines.push(line);
    const starting = Array.from({ length: count }, async () => {
      const mail = await SmtpReceiver.start();
      this.#mails.push(mail);
      const process = await NodeProcess.start({ env: { ...env, SMTP_URL: mail.url }, onLine });
      this.nodes.push({ process, mail });
    });
    // Waits for all, so that a failure stops those that have started.
    await Promise.allSettled(starting);
    await Promise.all(starting);
  }

  get #clockFile(): string {
    return join(this.#folder, 'ahead');
  }

  setClock(ahead: number): Promise<void> {
    return writeFile(this.#clockFile, String(ahead));
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map(({ process }) => process.stop()));
    await this.#redis?.stop();
    this.#hook?.close();
    await Promise.all(this.#mails.map((mail) => mail.close()));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

interface PreparedStaff {
  readonly organiser: StaffApi;
  readonly onCall: readonly OnCallPerson[];
  readonly webhookSecret: string;
}

const mailboxOf = (word: string, name: string): string => `box-of-${word.slice(-8)}-${name}`;

/** An organiser without an e-mail address, three people on call with one, and both channels. */
async function prepareStaff({ nodes, hook, word }: StartedParts): Promise<PreparedStaff> {
  const { url } = nodes[0]?.process ?? { url: '' };
  const link = nodes.map(({ process }) => process.organiserLink).find((each) => each !== '') ?? '';
  const organiser = await signInOrganiser(url, link);
  await organiser.setUpChannel({ kind: 'email' });
  const { secret = '' } = await organiser.setUpChannel({
    ...{ kind: 'webhook', name: word, url: `http://${hook.host}/alerts` },
  });
  const people: (OnCallPerson & { readonly id: string })[] = [];
  for (const name of ['third', 'first', 'second']) {
    const roles = ['on-call'] as const;
    const added = await organiser.addStaff({
      name: `${word} ${name}`,
      roles: [...roles],
      circles: [],
    });
    const mailbox = mailboxOf(word, name);
    await organiser.setStaffEmail(added.id, `${mailbox}@example.org`);
    const api = staffApi({ url, jar: new CookieJar() });
    await api.redeem({ token: linkTokenOf(added.link) });
    people.push({ id: added.id, mailbox, api });
  }
  const [third, first, second] = people as [
    (typeof people)[number],
    (typeof people)[number],
    (typeof people)[number],
  ];
  await organiser.orderOnCall([first.id, second.id, third.id]);
  return { organiser, onCall: [first, second, third], webhookSecret: secret };
}

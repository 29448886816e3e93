/**
 * Fixtures for the tests of Leave now: the real server under a name that is not
 * localhost, over http or https, a harmless page on another host, and a Chromium with a profile
 * on the disk, which can be closed and opened again.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { linkTokenOf } from '@holdspace/client';
import type { OpenedCircleResponse } from '@holdspace/protocol';
import { type BrowserContext, chromium as engine, expect, type Page } from '@playwright/test';
import { chromium, switches } from './chromium.ts';
import { button, choose, circleName, composer, isIn, joinButton } from './doing.ts';
import { freePort, Server } from './server.ts';

export type Scheme = 'http' | 'https';

const host = 'evening.test';

/** The server and the harmless page. */
export class LeaveNowSite {
  readonly server: Server;
  /** The address for people: `http://evening.test:…` or `https://evening.test:…`. */
  readonly url: string;
  readonly harmless: string;
  readonly #undo: readonly (() => void)[];
  #organiser: Promise<string> | null = null;

  private constructor(server: Server, url: string, harmless: string, undo: (() => void)[]) {
    this.server = server;
    this.url = url;
    this.harmless = harmless;
    this.#undo = undo;
  }

  static async open(scheme: Scheme, settings: Record<string, string> = {}): Promise<LeaveNowSite> {
    const undo: (() => void)[] = [];
    const weather = createServer((_, answer) =>
      answer.setHeader('content-type', 'text/html').end('<title>Weather</title><h1>Weather</h1>'),
    );
    weather.listen(0, '127.0.0.1');
    await once(weather, 'listening');
    undo.push(() => {
      weather.closeAllConnections();
      weather.close();
    });
    const harmless = `http://weather.test:${(weather.address() as AddressInfo).port}/`;
    const leaveTo = { HOLDSPACE_LEAVE_TO: harmless, ...settings };
    if (scheme === 'http') {
      const server = await Server.start(leaveTo);
      return new LeaveNowSite(server, server.url.replace('127.0.0.1', host), harmless, undo);
    }
    const port = await freePort();
    const url = `https://${host}:${port}`;
    const server = await Server.start({ ...leaveTo, PUBLIC_URL: url });
    const front = createTlsServer(certificate(), (near) => {
      const far = connect(Number(new URL(server.url).port), '127.0.0.1');
      near.pipe(far).pipe(near);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    });
    front.listen(port, '127.0.0.1');
    await once(front, 'listening');
    undo.push(() => front.close());
    return new LeaveNowSite(server, url, harmless, undo);
  }

  /** A circle whose meeting begins now, and that lets everybody in. */
  async circle(name = circleName): Promise<{ readonly id: string; readonly invitation: string }> {
    this.#organiser ??= this.#signIn();
    const answer = await this.#ask(
      '/api/circles',
      {
        ...{ name, purpose: 'For people who look after somebody.', minutes: 75 },
        start: new Date().toISOString(),
        settings: { admit: 'everyone' },
      },
      await this.#organiser,
    );
    const opened = (await answer.json()) as OpenedCircleResponse;
    return { id: opened.id, invitation: this.at(opened.invitation.url) };
  }

  async #signIn(): Promise<string> {
    const token = linkTokenOf(this.server.organiserLink);
    const { headers } = await this.#ask('/api/links/redeem', { token });
    return headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  }

  /** A request without an origin, under the name of the machine, as from a program. */
  async #ask(path: string, body: object, cookie = ''): Promise<Response> {
    const answer = await fetch(this.server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
    expect(answer.ok, path).toBe(true);
    return answer;
  }

  /** The same link or path under the name of this site. */
  at(link: string): string {
    const { pathname, hash } = new URL(link, this.url);
    return `${this.url}${pathname}${hash}`;
  }

  async close(): Promise<void> {
    for (const step of this.#undo) step();
    await this.server.stop();
  }
}

function certificate(): { readonly key: Buffer; readonly cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'holdspace-tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
        ...['-days', '2', '-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`],
        ...['-keyout', key, '-out', cert],
      ],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A browser with its folder. Closing it leaves the folder, removing it does not. */
export class BrowserProfile {
  readonly folder = mkdtempSync(join(tmpdir(), 'holdspace-profile-'));
  #context: BrowserContext | null = null;

  /** `more` are further switches of the command line. */
  async open(...more: readonly string[]): Promise<BrowserContext> {
    this.#context = await engine.launchPersistentContext(this.folder, {
      executablePath: chromium(),
      viewport: { width: 390, height: 844 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
      // A certificate of our own, also for the service worker; nothing outside is asked.
      args: [
        ...switches,
        '--ignore-certificate-errors',
        '--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
        ...more,
      ],
    });
    return this.#context;
  }

  async close(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Joins by the invitation; a person who is let in may write at once. */
export async function comeIn(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await button(page, 'Open my invitation').click();
  await page.getByLabel('What should we call you here?').fill(name);
  await choose(page.getByRole('checkbox', { name: /^I’ll keep what is said here/ }));
  await joinButton(page).click();
  await isIn(page);
}

export const leaveNow = (page: Page) => page.getByRole('link', { name: 'Leave now' }).first();

/** Resolves when the harmless page is loaded. */
export const isAway = (page: Page, { harmless }: LeaveNowSite) =>
  // A navigation that another one takes over counts too, so the address itself is asked for.
  expect.poll(() => page.url(), { timeout: 15_000 }).toBe(harmless);

/** Types, and presses Leave now within 50 ms, like a person who is surprised. */
export async function typeAndLeave(page: Page, words: string): Promise<void> {
  await composer(page).fill(words);
  await page.evaluate(() => {
    const press = () => document.querySelector<HTMLElement>('a[href="/leave"]')?.click();
    setTimeout(press, 50);
  });
}

/** What scripts of the site can read in this browser, and the names of its cookies. */
export async function readRemains(context: BrowserContext, url: string) {
  const page = await context.newPage();
  // An address without scripts of the product.
  await page.goto(`${url}/icon.svg`);
  const stored = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    caches: 'caches' in window ? await caches.keys() : [],
  }));
  await page.close();
  const cookies = (await context.cookies(url)).map(({ name }) => name);
  return { ...stored, cookies };
}

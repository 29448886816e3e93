/**
 * The fixtures of a journey: a server of its own, people with browsers, members without, and
 * screenshots. A journey fails when one of its pages prints an error or crashes.
 */
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { Company } from './company.ts';
import { NetworkProxy } from './network-proxy.ts';
import { Server } from './server.ts';

export { expect } from '@playwright/test';

const screens = join(import.meta.dirname, '..', '..', 'artefacts', 'screens');

export const devices = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const satisfies Record<string, BrowserContextOptions>;
export type Device = keyof typeof devices;

/** Messages of the browser about a connection that the test cut itself. */
const ofTheLine = /Failed to load resource|WebSocket connection to|ERR_PROXY|ERR_TUNNEL/;

export interface Person {
  readonly name: string;
  readonly page: Page;
  /** Their network: `cut()` and `mend()`. */
  readonly line: NetworkProxy;
}

export class People {
  readonly #browser: Browser;
  readonly #server: Pick<Server, 'url'>;
  readonly #leaving: (() => Promise<void>)[] = [];
  /** Errors that the pages printed. */
  readonly complaints: string[] = [];

  constructor(browser: Browser, server: Pick<Server, 'url'>) {
    this.#browser = browser;
    this.#server = server;
  }

  /** A person with a browser of their own; no page is open yet. */
  async arrive(
    name: string,
    device: Device = 'desktop',
    options: BrowserContextOptions = {},
  ): Promise<Person> {
    const line = await NetworkProxy.start();
    const context = await this.#browser.newContext({
      ...devices[device],
      baseURL: this.#server.url,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      proxy: { server: line.url },
      ...options,
    });
    context.on('weberror', (fault) => this.complaints.push(`${name}: ${fault.error().message}`));
    context.on('console', (message) => {
      if (message.type() === 'error' && !ofTheLine.test(message.text())) {
        this.complaints.push(`${name}: ${message.text()}`);
      }
    });
    context.on('request', (request) => {
      // PRV-6: nothing that a page fetches comes from anywhere else.
      const own = /^(data|blob):/.test(request.url()) || request.url().startsWith(this.#server.url);
      if (!own && !request.isNavigationRequest()) this.complaints.push(`${name}: ${request.url()}`);
    });
    const page = await context.newPage();
    this.#leaving.push(async () => {
      await context.close();
      await line.remove();
    });
    return { name, page, line };
  }

  async goHome(): Promise<void> {
    for (const leave of this.#leaving.splice(0)) await leave();
  }
}

/** A picture of the screen for people to look at: artefacts/screens/NAME.png. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: join(screens, `${name}.png`),
    animations: 'disabled',
    caret: 'hide',
  });
}

interface Fixtures {
  /** Environment variables of this journey's server: `test.use({ settings: { … } })`. */
  settings: Readonly<Record<string, string>>;
  server: Server;
  people: People;
  company: Company;
}

export const test = base.extend<Fixtures>({
  settings: [{}, { option: true }],
  server: async ({ settings }, use, info) => {
    const server = await Server.start(settings);
    await use(server);
    if (info.status !== info.expectedStatus) {
      await info.attach('server', { body: server.printed, contentType: 'text/plain' });
    }
    await server.stop();
  },
  people: async ({ browser, server }, use) => {
    const people = new People(browser, server);
    await use(people);
    await people.goHome();
    expect(people.complaints, 'printed by the pages').toEqual([]);
  },
  company: async ({ server }, use) => {
    const company = new Company(server);
    await use(company);
    company.goHome();
  },
});

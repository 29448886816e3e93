/** A page in Chromium with a slowed processor, and what its main thread does. */
import { chromium as chromiumPath, switches } from '@holdspace/e2e/chromium';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { stepMark, type TaskTime, type TraceEvent, tasksByStep } from './main-thread-tasks.ts';

/** How many times slower the processor of the page is than that of this machine. */
const slowdown = 4;
const viewport = { width: 390, height: 844 };
/** Resolves after the next frame is painted and what it started is done. */
const afterPaint = 'new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))';

export interface PageSize {
  /** MiB of live JavaScript objects. */
  readonly heap: number;
  /** Elements in the document. */
  readonly elements: number;
}

export class ThrottledPage {
  readonly page: Page;
  readonly #browser: Browser;
  readonly #session: CDPSession;

  private constructor(browser: Browser, page: Page, session: CDPSession) {
    this.#browser = browser;
    this.page = page;
    this.#session = session;
  }

  /** A browser of its own, at full speed. */
  static async open(): Promise<ThrottledPage> {
    const browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: [...switches],
    });
    const page = await browser.newPage({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
    return new ThrottledPage(browser, page, await page.context().newCDPSession(page));
  }

  close = (): Promise<void> => this.#browser.close();

  /** Opens the circle as a person who has redeemed a link, and joins by the button. */
  async enter({ cookie, address }: { readonly cookie: string; readonly address: string }) {
    const cookies = cookie.split('; ').map((pair) => {
      const cut = pair.indexOf('=');
      return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: new URL(address).origin };
    });
    await this.page.context().addCookies(cookies);
    await this.page.goto(address);
    await this.page.getByRole('button', { name: 'Join the circle' }).click();
    await this.page.getByRole('textbox', { name: 'Your message' }).waitFor();
  }

  /** Resolves when the message is in the timeline. */
  shows = (text: string): Promise<void> =>
    this.page.getByRole('article').filter({ hasText: text }).last().waitFor({ timeout: 400_000 });

  /** Runs the steps slowed down; returns the tasks of each one. */
  async tasksOf(
    steps: readonly (() => Promise<void>)[],
  ): Promise<readonly (readonly TaskTime[])[]> {
    await this.#session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await this.page.evaluate(afterPaint);
    await this.#browser.startTracing(this.page, {
      categories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'],
    });
    for (const step of steps) {
      await this.page.evaluate(`performance.mark('${stepMark}')`);
      await step();
      await this.page.evaluate(afterPaint);
    }
    await this.page.evaluate(`performance.mark('${stepMark}')`);
    const trace = await this.#browser.stopTracing();
    await this.#session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(trace.toString());
    return tasksByStep(traceEvents);
  }

  async size(): Promise<PageSize> {
    await this.#session.send('HeapProfiler.enable');
    await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    const elements: number = await this.page.evaluate('document.querySelectorAll("*").length');
    return { heap: usedSize / 2 ** 20, elements };
  }
}

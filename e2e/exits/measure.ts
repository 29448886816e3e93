/**
 * Measures the way out: milliseconds from the press on ‘Leave now’ to the harmless page, while
 * the server is stopped, and once with 15,000 cached entries. Prints median and worst, and
 * writes artefacts/exits.json. `node e2e/exits/measure.ts [presses]`, after `npm test -- size`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BrowserProfile, comeIn, LeaveNowSite, type Scheme } from '../test/leave-now-site.ts';

const presses = Number(process.argv[2] ?? 20);
const cached = 15_000;
const artefacts = join(import.meta.dirname, '..', '..', 'artefacts');

/** From the press until the harmless page is read, by the clock of this machine. */
async function measurePress(page: Page, site: LeaveNowSite): Promise<number> {
  const pressed = await page.evaluate(() => {
    const now = Date.now();
    document.querySelector<HTMLElement>('a[href="/leave"]')?.click();
    return now;
  });
  await page.waitForURL(site.harmless);
  const there = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const { domInteractive } = navigation as PerformanceNavigationTiming;
    return performance.timeOrigin + domInteractive;
  });
  return Math.round(there - pressed);
}

async function measureWithStoppedServer(scheme: Scheme): Promise<readonly number[]> {
  const site = await LeaveNowSite.open(scheme, { HOLDSPACE_LIMITS: 'off' });
  const profile = new BrowserProfile();
  try {
    const context = await profile.open();
    const page = context.pages()[0] ?? (await context.newPage());
    const times: number[] = [];
    for (let count = 0; count < presses; count++) {
      const { invitation } = await site.circle();
      await comeIn(page, invitation, 'Quiet Heron');
      site.server.pause();
      times.push(await measurePress(page, site));
      site.server.resume();
    }
    return times;
  } finally {
    await profile.remove();
    await site.close();
  }
}

async function measureWithFullCache(): Promise<number> {
  const site = await LeaveNowSite.open('https', { HOLDSPACE_LIMITS: 'off' });
  const profile = new BrowserProfile();
  try {
    const context = await profile.open();
    const page = context.pages()[0] ?? (await context.newPage());
    const { invitation } = await site.circle();
    await comeIn(page, invitation, 'Quiet Heron');
    await page.evaluate(async (count) => {
      const numbers = Array.from({ length: count }, (_, number) => number).values();
      const worker = async () => {
        for (const number of numbers) await (await fetch(`/icon.svg?${number}`)).text();
      };
      await Promise.all(Array.from({ length: 12 }, worker));
    }, cached);
    return await measurePress(page, site);
  } finally {
    await profile.remove();
    await site.close();
  }
}

const summary = (times: readonly number[]) => {
  const sorted = times.toSorted((a, b) => a - b);
  return { presses: times.length, median: sorted[sorted.length >> 1], worst: sorted.at(-1) };
};

const figures = {
  http: summary(await measureWithStoppedServer('http')),
  https: summary(await measureWithStoppedServer('https')),
  fullCache: { entries: cached, milliseconds: await measureWithFullCache() },
};
mkdirSync(artefacts, { recursive: true });
writeFileSync(join(artefacts, 'exits.json'), `${JSON.stringify(figures, null, 2)}\n`);
console.log(figures);

/**
 * `npm run bench -- --only lighthouse`: what a phone waits for. Lighthouse's scores of the pages
 * before a circle, and the time from the address to a join form on a slow line. The server, the
 * screens and the browser are those of production; nothing leaves the loopback address.
 */
import { createServer } from 'node:net';
import { api, CookieJar, linkTokenOf } from '@holdspace/client';
import { chromium as chromiumPath, switches } from '@holdspace/e2e/chromium';
import { type Browser, chromium, devices, type Page } from '@playwright/test';
import lighthouse from 'lighthouse';
import { contestants, withTempFolder } from './servers/contestants.ts';

/** Scores are 0 to 100, times ms; `shift` is the sum of layout shifts. */
interface PageScores {
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly firstPaint: number;
  readonly largestPaint: number;
  readonly blocked: number;
  readonly shift: number;
  readonly kilobytes: number;
}

/** On a slow line: ms until the words can be read and until the form can be filled in, and bytes received. */
interface SlowLineTimes {
  readonly firstButton: number;
  readonly joinForm: number;
  readonly kilobytes: number;
}

export interface ScreenDelivery {
  readonly scores: Readonly<Record<'home' | 'join' | 'support', PageScores>>;
  readonly slowLine: SlowLineTimes;
}

/** The slow 3G of the browser's own tools: bytes a second, and ms before each answer. */
const slowLine = { throughput: 50_000, latency: 2000 } as const;

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Each figure is the median of its own. */
const medianOf = <Row extends object>(rows: readonly Row[]): Row =>
  Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((key) => [
      key,
      median(rows.map((row) => row[key as keyof Row] as number)),
    ]),
  ) as Row;

async function openPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** A browser with an empty profile, which is closed afterwards. */
async function withBrowser<Result>(
  work: (browser: Browser, port: number) => Promise<Result>,
): Promise<Result> {
  const port = await openPort();
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...switches, `--remote-debugging-port=${port}`],
  });
  try {
    return await work(browser, port);
  } finally {
    await browser.close();
  }
}

/** Throws when the page could not be measured. */
const scoresOf = (url: string): Promise<PageScores> =>
  withBrowser(async (_browser, port) => {
    const onlyCategories = ['performance', 'accessibility', 'best-practices'];
    const result = await lighthouse(url, { port, logLevel: 'error', onlyCategories });
    const report = result?.lhr;
    if (!report || report.runtimeError) throw new Error(`${url}: ${report?.runtimeError?.message}`);
    const score = (name: string) => Math.round(100 * (report.categories[name]?.score ?? 0));
    const figure = (name: string) => report.audits[name]?.numericValue ?? Number.NaN;
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      firstPaint: figure('first-contentful-paint'),
      largestPaint: figure('largest-contentful-paint'),
      blocked: figure('total-blocking-time'),
      shift: figure('cumulative-layout-shift'),
      kilobytes: figure('total-byte-weight') / 1000,
    };
  });

/** The invitation's address, the one press, and the form: on a slow line, with nothing stored. */
const slowLineTimes = (invitation: string): Promise<SlowLineTimes> =>
  withBrowser(async (browser) => {
    const context = await browser.newContext({
      ...devices['Pixel 7'],
      locale: 'en-GB',
      // It would load everything a second time beside the page.
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    const received = await countBytes(page);
    const began = performance.now();
    await page.goto(invitation, { waitUntil: 'commit', timeout: 120_000 });
    const open = page.getByRole('button', { name: 'Open my invitation' });
    await open.waitFor({ timeout: 120_000 });
    const firstButton = performance.now() - began;
    await open.click({ timeout: 120_000 });
    await page.getByLabel('What should we call you here?').fill('Amber Leaf', { timeout: 120_000 });
    const joinForm = performance.now() - began;
    return { firstButton, joinForm, kilobytes: received() / 1000 };
  });

/** Slows the line of the page. Returns how many bytes came since. */
async function countBytes(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slowLine.latency,
    downloadThroughput: slowLine.throughput,
    uploadThroughput: slowLine.throughput,
  });
  return () => bytes;
}

/** An invitation of a new circle whose meeting begins soon. */
async function newInvitation(url: string, organiserLink: string): Promise<string> {
  const organiser = api({ url, jar: new CookieJar() });
  await organiser.redeem({ token: linkTokenOf(organiserLink) });
  const { invitation } = await organiser.openCircle({
    name: 'Tuesday evening circle',
    purpose: 'For people who look after somebody.',
    minutes: 75,
    start: new Date().toISOString(),
    settings: { admit: 'everyone' },
  });
  return invitation.url;
}

/** `rounds`: how often each page is loaded; each figure is the median of its own. */
async function measureDelivery(
  folder: string,
  rounds: number,
  logProgress: (line: string) => void,
): Promise<ScreenDelivery> {
  const ours = contestants([]).find(({ name }) => name === 'sqlite');
  if (!ours) throw new Error('There is no server of ours to measure.');
  const server = await ours.start(folder);
  const repeat = async <Row extends object>(what: string, measure: () => Promise<Row>) => {
    const rows: Row[] = [];
    for (let round = 0; round < rounds; round++) rows.push(await measure());
    logProgress(what);
    return medianOf(rows);
  };
  try {
    const [url = ''] = server.urls;
    const invitation = await newInvitation(url, server.key);
    const lighthouseOf = (name: string, address: string) =>
      repeat(`Lighthouse: ${name}`, () => scoresOf(address));
    return {
      scores: {
        home: await lighthouseOf('home', `${url}/`),
        join: await lighthouseOf('join', invitation),
        support: await lighthouseOf('support', `${url}/support`),
      },
      slowLine: await repeat('the join form on a slow line', () => slowLineTimes(invitation)),
    };
  } finally {
    await server.stop();
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function deliveryTable({ scores, slowLine: line }: ScreenDelivery): string {
  const rows = Object.entries(scores).map(
    ([name, of]) =>
      `| ${name} | ${of.performance} | ${of.accessibility} | ${of.bestPractices} | ` +
      `${seconds(of.firstPaint)} | ${seconds(of.largestPaint)} | ${Math.round(of.blocked)} ms | ` +
      `${of.shift.toFixed(4)} | ${Math.round(of.kilobytes)} |`,
  );
  return [
    '| page | performance | accessibility | best practices | first paint | largest | blocked | shift | kB |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Slow line: first button ${seconds(line.firstButton)}, join form ${seconds(line.joinForm)}, ${Math.round(line.kilobytes)} kB.`,
  ].join('\n');
}

/** Prints the table and returns the figures. */
export async function runLighthouse(
  { folder, rounds }: { readonly folder: string; readonly rounds: number },
  logProgress: (line: string) => void,
): Promise<ScreenDelivery> {
  const figures = await withTempFolder(folder, (own) => measureDelivery(own, rounds, logProgress));
  console.log(`\n${deliveryTable(figures)}`);
  return figures;
}

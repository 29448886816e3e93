/**
 * `npm run bench -- --only screen`: what a participant's page does on a processor that is four
 * times slower, beside a page that only echoes text. Each step is measured with 50, 200 and 1,000
 * messages in the page.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { type Contestant, contestants, withTempFolder } from '../servers/contestants.ts';
import { median } from '../statistics.ts';
import { echoPage } from './echo-page.ts';
import { longest, type TaskTime, totalOfLong } from './main-thread-tasks.ts';
import { openScreenMeeting, type ScreenMeeting } from './screen-meeting.ts';
import { type PageSize, ThrottledPage } from './throttled-page.ts';

const people = 25;
const letters = [...'what helped me this week'];
const streamInterval = 100;
const streamSeconds = 15;
/** The numbers of messages in the page, rising; with one of them more messages stream in. */
const counts = [50, 200, 1000] as const;
const streamedRows = 200;

/** Of one page with a number of messages; ms. */
export interface ScreenFigures {
  readonly rows: number;
  /** The median of the longest task that a letter causes. */
  readonly letter: TaskTime;
  /** All long tasks while ten messages a second come for 15 s; at 200 messages. */
  readonly stream: TaskTime | null;
  readonly size: PageSize;
}

export interface ScreenResult {
  readonly ours: readonly ScreenFigures[];
  readonly echo: readonly ScreenFigures[];
}

const both = (of: (kind: keyof TaskTime) => number): TaskTime => ({
  wall: of('wall'),
  cpu: of('cpu'),
});

async function measureLetters(measured: ThrottledPage): Promise<TaskTime> {
  await measured.page.getByRole('textbox').last().focus();
  const steps = letters.map((letter) => () => measured.page.keyboard.press(letter));
  const tasks = await measured.tasksOf(steps);
  return both((kind) => median(tasks.map((each) => longest(each, kind))));
}

async function measureStream(
  measured: ThrottledPage,
  stream: () => Promise<void>,
): Promise<TaskTime> {
  const [tasks = []] = await measured.tasksOf([stream]);
  return both((kind) => totalOfLong(tasks, kind));
}

/** Says messages until the page has `rows` of them, and waits until it shows the last one. */
async function fill(measured: ThrottledPage, { say }: ScreenMeeting, rows: number, had: number) {
  let text = '';
  for (let number = had; number < rows; number++) text = await say();
  if (text !== '') await measured.shows(text);
}

async function streamMessages(measured: ThrottledPage, { say }: ScreenMeeting): Promise<void> {
  const said: Promise<string>[] = [];
  for (let number = 0; number < (streamSeconds * 1000) / streamInterval; number++) {
    said.push(say());
    await wait(streamInterval);
  }
  const last = (await Promise.all(said)).at(-1) ?? '';
  await measured.shows(last);
}

async function measureOurs(
  contestant: Contestant,
  folder: string,
  logProgress: (line: string) => void,
): Promise<readonly ScreenFigures[]> {
  return withTempFolder(folder, async (own) => {
    const running = await contestant.start(own);
    const measured = await ThrottledPage.open();
    try {
      const meeting = await openScreenMeeting(running, people);
      await measured.enter(meeting.visitor);
      const figures: ScreenFigures[] = [];
      let had = 0;
      for (const rows of counts) {
        await fill(measured, meeting, rows, had);
        had = rows;
        const letter = await measureLetters(measured);
        const size = await measured.size();
        const streams = rows === streamedRows;
        const stream = streams
          ? await measureStream(measured, () => streamMessages(measured, meeting))
          : null;
        if (streams) had += (streamSeconds * 1000) / streamInterval;
        figures.push({ rows, letter, stream, size });
        logProgress(`our page with ${rows} messages`);
      }
      meeting.close();
      return figures;
    } finally {
      await measured.close();
      await running.stop();
    }
  });
}

async function measureEcho(): Promise<readonly ScreenFigures[]> {
  const figures: ScreenFigures[] = [];
  for (const rows of counts) {
    const measured = await ThrottledPage.open();
    try {
      const { page } = measured;
      await page.setContent(echoPage(rows));
      const letter = await measureLetters(measured);
      const size = await measured.size();
      const stream =
        rows === streamedRows
          ? await measureStream(measured, async () => {
              await page.evaluate('startStream()');
              await wait(streamSeconds * 1000);
              await page.evaluate('stopStream()');
            })
          : null;
      figures.push({ rows, letter, stream, size });
    } finally {
      await measured.close();
    }
  }
  return figures;
}

/** `folder`: where the server writes. Throws when there is no Chromium. */
export async function measureScreen(
  folder: string,
  logProgress: (line: string) => void,
): Promise<ScreenResult> {
  const contestant = contestants([]).find(({ name }) => name === 'sqlite');
  if (!contestant) throw new Error('The server on SQLite is missing.');
  const echo = await measureEcho();
  logProgress('the page that only echoes');
  return { ours: await measureOurs(contestant, folder, logProgress), echo };
}

const bothTimes = ({ wall, cpu }: TaskTime): string => `${wall.toFixed(0)} / ${cpu.toFixed(0)}`;

export function screenTable({ ours, echo }: ScreenResult): string {
  const rowsOf = (title: string, figures: readonly ScreenFigures[]) =>
    figures.map(({ rows, letter, stream, size }) =>
      [
        ...['', title, rows, bothTimes(letter), stream ? bothTimes(stream) : '–'],
        ...[size.elements, size.heap.toFixed(1), ''],
      ]
        .join(' | ')
        .trim(),
    );
  return [
    '| page, 4 × slowed | messages | longest task a letter, ms: wall / CPU | long tasks in 15 s, ms: wall / CPU | elements | heap MiB |',
    '|---|--:|--:|--:|--:|--:|',
    ...rowsOf('Holdspace', ours),
    ...rowsOf('only echoes', echo),
  ].join('\n');
}

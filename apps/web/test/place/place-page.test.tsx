// @vitest-environment happy-dom
/** Where a way back leads (RHY-7): what is shown when, and what this tab keeps of it (EXIT-2). */
import type { PlaceBody, PlaceMeeting } from '@holdspace/protocol';
import { cleanup, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  comingDates,
  iso,
  openNext,
  placeBody,
  placeNext,
  placeStart,
} from '../../src/gallery/fixtures-place.ts';
import { clearSpeech, currentSpeech, onSpeechChange } from '../../src/lib/speech/speech-queue.ts';
import { claimTabStorage } from '../../src/lib/storage/circle-storage.ts';
import { emptyTabStorage, resetTabStorage, tabStorage } from '../../src/lib/storage/storage.ts';
import { now } from '../../src/lib/time/now.ts';
import { PlacePage } from '../../src/place/place-page.tsx';
import { renderScreen } from '../render-screen.tsx';

beforeEach(() => {
  resetTabStorage();
  history.replaceState(null, '', '/c/gallery/place');
});

/** What `GET …/place` answers from now on; null: there is no connection. */
function answerPlace(answer: readonly [status: number, body: unknown] | null) {
  vi.stubGlobal('fetch', (path: string) => {
    if (!path.endsWith('/place')) return new Promise(() => undefined);
    if (answer === null) return Promise.reject(new TypeError('offline'));
    return Promise.resolve(new Response(JSON.stringify(answer[1]), { status: answer[0] }));
  });
}
const open = () => renderScreen(<PlacePage circle="gallery" />);
const circleHeading = () => screen.findByRole('heading', { level: 1, name: placeBody().name });

async function seenOnce(place: PlaceBody = placeBody()): Promise<void> {
  answerPlace([200, place]);
  open();
  await circleHeading();
  cleanup();
}

it('RHY-7 shows offline what it knew last, and since when', async () => {
  // Not at midnight, when it knew it yesterday.
  vi.useFakeTimers({ now: new Date(now()).setHours(12), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await seenOnce();
  answerPlace(null);
  open();
  expect(await circleHeading()).toBeDefined();
  expect(await screen.findByText(/^This is what we knew here: Today, /)).toBeDefined();
});

it('RHY-7 without a connection and without anything known it names nothing', async () => {
  answerPlace(null);
  open();
  expect(await screen.findByText(/^Your place in the circle is safe/)).toBeDefined();
  expect(document.body.textContent).not.toContain(placeBody().name);
});

it('EXIT-2 Leave now takes what the tab knew of the circle', async () => {
  await seenOnce();
  emptyTabStorage();
  answerPlace(null);
  open();
  expect(await screen.findByText(/^Your place in the circle is safe/)).toBeDefined();
  expect(document.body.textContent).not.toContain(placeBody().name);
});

it('EXIT-2 the whole browser keeps nothing of a circle, and a tab nothing that can be read', async () => {
  await seenOnce();
  const kept = [...Object.values(localStorage), ...Object.values(sessionStorage)].join();
  expect(kept).not.toContain(placeBody().name);
  expect(kept).not.toContain('Quiet Heron');
  expect(Object.keys(localStorage).filter((key) => key.startsWith('place'))).toEqual([]);
});

it('KEY-2 what another person left in this tab is gone before anything of this one is kept', async () => {
  claimTabStorage('gallery', 'amber-leaf');
  tabStorage.write('draft.gallery', 'mine');
  await seenOnce();
  expect(tabStorage.read('draft.gallery')).toBeNull();
});

it('RHY-7 who is in the meeting already goes straight on into it', async () => {
  answerPlace([200, placeBody({ next: { ...openNext, inside: true } })]);
  open();
  await waitFor(() => expect(location.pathname).toBe('/c/gallery'));
  expect(document.body.textContent).not.toContain('When we meet next');
});

it('RHY-7 who comes by the link of a meeting’s page stays, also when they are in that meeting', async () => {
  history.replaceState({ stays: true }, '', '/c/gallery/place');
  answerPlace([200, placeBody({ next: { ...openNext, open: false, inside: true } })]);
  open();
  expect(await circleHeading()).toBeDefined();
  expect(location.pathname).toBe('/c/gallery/place');
});

it.each(['out', 'excluded'] as const)(
  'DSK-4 who is %s reads why where the meeting is',
  async (viewer) => {
    answerPlace([200, placeBody({ viewer })]);
    open();
    await waitFor(() => expect(location.pathname).toBe('/c/gallery'));
  },
);

it('PRV-8 a browser that is no member is told nothing about the circle, and keeps nothing', async () => {
  await seenOnce();
  answerPlace([404, { code: 'not-here', message: 'There’s nothing here that you can open.' }]);
  open();
  await waitFor(() => expect(tabStorage.read('place.gallery')).toBeNull());
  await waitFor(() => expect(document.body.textContent).not.toContain(placeBody().name));
});

it('PRV-8 the title of the tab stays neutral', async () => {
  document.title = 'Notes';
  answerPlace([200, placeBody()]);
  open();
  await circleHeading();
  expect(document.title).toBe('Notes');
});

describe('SPK-1 what others change while the page is there is said once, and nothing else', () => {
  const waiting = placeNext(placeStart, { seat: 'waiting' });
  const before = placeBody({ next: waiting, seat: 'waiting' });
  const cancelled = comingDates.map((each) => ({ ...each, state: 'cancelled' as const }));
  const later = (each: PlaceMeeting) => iso(Date.parse(each.start) + 24 * 60 * 60_000);
  const [two, ...others] = comingDates;
  if (!two) throw new Error('There are no dates.');
  it.each<[what: string, after: Partial<PlaceBody>, said: RegExp]>([
    [
      'the list moves up',
      { next: { ...waiting, seat: 'seat' }, seat: 'seat' },
      /^You have a seat now: /,
    ],
    ['dates are cancelled', { coming: cancelled }, /^Cancelled: .*, .* and .*\.$/],
    [
      'one is moved',
      { coming: [{ ...two, state: 'moved', start: later(two) }, ...others] },
      /^A meeting was moved to: .* to .*\.$/,
    ],
    [
      'a pause takes them all',
      { state: 'paused', next: null, coming: cancelled },
      /^The circle is taking a break\.$/,
    ],
    ['it ends', { state: 'ending' }, /^The circle is coming to its end\.$/],
    [
      'the agreements change',
      { agreements: { version: 4, agreed: 3, changed: true } },
      /^Our agreements changed\./,
    ],
  ])('%s', { timeout: 20_000 }, async (_, after, said) => {
    clearSpeech();
    // The queue of speech keeps the real time: it goes on from one test to the next.
    const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const;
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: [...toFake] });
    answerPlace([200, before]);
    open();
    await circleHeading();
    const spoken: string[] = [];
    const stop = onSpeechChange(() => {
      const { polite } = currentSpeech();
      if (polite !== '' && polite !== spoken.at(-1)) spoken.push(polite);
    });
    answerPlace([200, { ...before, ...after }]);
    await vi.advanceTimersByTimeAsync(61_000);
    const isSaid = () => expect(spoken.some((words) => said.test(words))).toBe(true);
    await vi.waitFor(isSaid);
    await vi.advanceTimersByTimeAsync(130_000);
    expect(spoken).toEqual([expect.stringMatching(said)]);
    stop();
    vi.useRealTimers();
  });
});

it('RHY-7 says aloud when the doors open, once', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const soon = Date.now() + 2000;
  const next = { ...openNext, open: false, doorsAt: new Date(soon).toISOString() };
  answerPlace([200, placeBody({ next })]);
  open();
  await circleHeading();
  expect(screen.queryByRole('button', { name: /^Join/ })).toBeNull();
  const spoken: string[] = [];
  const stop = onSpeechChange(() => {
    const { polite } = currentSpeech();
    if (polite !== spoken.at(-1)) spoken.push(polite);
  });
  answerPlace([200, placeBody({ next: openNext })]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await screen.findByRole('button', { name: /^Join/ })).toBeDefined();
  await vi.advanceTimersByTimeAsync(90_000);
  expect(spoken.filter((words) => words === 'The doors are open. You can come in.')).toHaveLength(
    1,
  );
  stop();
  vi.useRealTimers();
});

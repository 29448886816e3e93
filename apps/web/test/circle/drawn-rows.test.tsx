// @vitest-environment happy-dom
/**
 * How many rows of the timeline are drawn again. Each card and each message formats the time of
 * its message once when it is drawn, so calls of `formatTime` are counted.
 */
import type { Message, View } from '@holdspace/protocol';
import { i18n } from '@lingui/core';
import { act, screen } from '@testing-library/react';
import { useMemo, useState } from 'react';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { CircleFrame } from '../../src/circle/circle-frame.tsx';
import { CircleScreen } from '../../src/circle/circle-screen.tsx';
import { screenState, type TimelineSource } from '../../src/circle/model/circle-view.ts';
import { preloadSpeech } from '../../src/circle/speech/speech.lazy.ts';
import {
  allowed,
  card,
  idOf,
  message,
  participantView,
  people,
} from '../../src/gallery/fixtures.ts';
import { formatTime } from '../../src/lib/i18n/dates.ts';
import { preloadPages } from '../../src/pages/pages.lazy.ts';
import { preloadParticipant } from '../../src/participant/participant.lazy.ts';
import { preloadSignIn } from '../../src/sign-in/sign-in.lazy.ts';
import { renderScreen } from '../render-screen.tsx';
import { emptyTabForEachTest, liveConnection } from './in-circle.tsx';

vi.mock('../../src/lib/i18n/dates.ts', async (original) => {
  const dates = await original<typeof import('../../src/lib/i18n/dates.ts')>();
  return { ...dates, formatTime: vi.fn(dates.formatTime) };
});

emptyTabForEachTest();
// Elsewhere the messages can be of two days, and the row between them counts too.
beforeEach(() => void vi.stubEnv('TZ', 'UTC'));

// A catalogue that arrives draws every row again, once: all are there before the first test.
beforeAll(async () => {
  const loaded = vi.spyOn(i18n, 'load');
  const preloads = [preloadSpeech, preloadParticipant, preloadPages, preloadSignIn];
  for (const preload of preloads) preload();
  await vi.waitFor(() => expect(loaded).toHaveBeenCalledTimes(preloads.length));
});

const speakers = ['Soft Hill', 'Far Wave', 'Small Seed'];
const said = (number: number): Message =>
  message(`m${number}`, speakers[number % speakers.length] ?? '', `Text ${number}`, 1000 - number);
const timelineOf = (count: number): readonly Message[] =>
  Array.from({ length: count }, (_, number) => said(number));
const openFloor = (timeline: readonly Message[], more: Partial<View> = {}): View => ({
  ...participantView({
    ...{ mode: 'open', holder: null, turn: null, round: null },
    mine: { can: allowed('participant') },
  }),
  ...more,
  timeline,
});

const send = () => Promise.resolve({ ok: true } as const);
const nothing = () => undefined;
const nothingEarlier = () => Promise.resolve(false);

/** A connection that shows one view after the other. */
class TestSource implements TimelineSource {
  view: View;
  readonly #listeners = new Set<() => void>();

  constructor(view: View) {
    this.view = view;
  }
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  getTimeline = () => this.view.timeline;
  show(view: View): void {
    this.view = view;
    for (const listener of this.#listeners) listener();
  }
}

/** The circle's screen, which is drawn again when anything but the messages changes. */
function TestCircle({ source }: { readonly source: TestSource }) {
  const [, draw] = useState(0);
  const getState = useMemo(() => {
    let last: ReturnType<typeof screenState> | null = null;
    return () => {
      const rest = { ...liveConnection, refusal: null, more: false, queued: 0, pending: [] };
      last = screenState({ ...rest, view: source.view }, last);
      return last;
    };
  }, [source]);
  const { view } = getState();
  useMemo(
    () => source.subscribe(() => getState().view !== view && draw((count) => count + 1)),
    [source, getState, view],
  );
  if (!view) return null;
  return (
    <CircleFrame circle="c" card={card} view={view} timeline={source} send={send}>
      <CircleScreen
        connection={liveConnection}
        pending={[]}
        hasEarlier={false}
        loadEarlier={nothingEarlier}
        discardPending={nothing}
        sendNow={nothing}
      />
    </CircleFrame>
  );
}

/** The times of the messages that were drawn during what a user does. */
async function drawnWhile(what: () => Promise<unknown>): Promise<readonly number[]> {
  vi.mocked(formatTime).mockClear();
  await what();
  return [...new Set(vi.mocked(formatTime).mock.calls.map(([at]) => at))];
}

/** The times of the messages that were drawn while the connection shows other views. */
const drawnDuring = (show: () => void) => drawnWhile(() => act(async () => show()));

async function renderCircle(view: View) {
  const source = new TestSource(view);
  const { user } = renderScreen(<TestCircle source={source} />);
  await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
  return { user, source };
}

const rowsInPage = () => document.querySelectorAll('[data-message]').length;

it('FLR-3 a letter draws no row of 200 again', async () => {
  const { user } = await renderCircle(openFloor(timelineOf(200)));
  const field = screen.getByLabelText<HTMLTextAreaElement>('Your message');
  await drawnWhile(() => user.click(field));
  const drawn = await drawnWhile(() => user.keyboard('What helped me'));
  expect(field.value).toBe('What helped me');
  expect(drawn).toEqual([]);
});

it('a new message draws its own row alone', async () => {
  const { source } = await renderCircle(openFloor(timelineOf(200)));
  const next = said(200);
  const drawn = await drawnDuring(() => {
    source.show(openFloor([...source.view.timeline, next]));
  });
  expect(rowsInPage()).toBe(201);
  expect(drawn).toEqual([next.at]);
});

it('TRN-2 a second message of the same person draws their card again and no other', async () => {
  const { source } = await renderCircle(openFloor(timelineOf(50)));
  const last = said(49);
  const next = { ...last, id: `${last.id}b` as Message['id'], at: last.at + 1000 };
  const drawn = await drawnDuring(() => {
    source.show(openFloor([...source.view.timeline, next]));
  });
  expect(new Set(drawn)).toEqual(new Set([last.at, next.at]));
});

it('VOI-6 a message that is removed draws its own row alone', async () => {
  const { source } = await renderCircle(openFloor(timelineOf(100)));
  const { timeline } = source.view;
  const gone = { ...said(40), text: '', removed: true } as const;
  const drawn = await drawnDuring(() => {
    source.show(openFloor(timeline.with(40, gone)));
  });
  expect(drawn).toEqual([gone.at]);
});

it('WAY-2 who enters or loses the connection draws no row again', async () => {
  const { source } = await renderCircle(openFloor(timelineOf(100)));
  const { timeline } = source.view;
  const away = people.map((each, index) => (index === 3 ? { ...each, here: false } : each));
  const drawn = await drawnDuring(() => {
    source.show(openFloor(timeline, { people: away.slice(0, -1) }));
    source.show(openFloor(timeline, { people: away }));
  });
  expect(drawn).toEqual([]);
});

it('VOI-11 a person with another name draws their own rows again', async () => {
  const { source } = await renderCircle(openFloor(timelineOf(9)));
  const { timeline } = source.view;
  const renamed = people.map((each) =>
    each.id === idOf('Far Wave') ? { ...each, name: 'Far Wave (2)' } : each,
  );
  const drawn = await drawnDuring(() => {
    source.show(openFloor(timeline, { people: renamed }));
  });
  const own = timeline.filter(({ by }) => by === idOf('Far Wave')).map(({ at }) => at);
  expect(new Set(drawn)).toEqual(new Set(own));
});

it('above 600 rows the first leave the page, and a press brings them back', async () => {
  const { source } = await renderCircle(openFloor(timelineOf(590)));
  await drawnDuring(() => {
    source.show(openFloor(timelineOf(720)));
  });
  expect(rowsInPage()).toBe(600);
  expect(document.querySelector('[data-message="m719"]')).not.toBeNull();
  const earlier = screen.getByText('Show earlier messages').closest('button');
  await act(async () => earlier?.click());
  expect(rowsInPage()).toBe(700);
});

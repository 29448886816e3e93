/** Renders parts of a circle's screen inside the frame that they have on the page. */
import type { CircleCardBody, CommandAnswer, View, WireCommand } from '@holdspace/protocol';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, vi } from 'vitest';
import { CircleFrame } from '../../src/circle/circle-frame.tsx';
import { fixedTimeline } from '../../src/circle/model/circle-view.ts';
import type { ConnectionInfo } from '../../src/circle/notices/connection-notice.tsx';
import { card as exampleCard, idOf, now } from '../../src/gallery/fixtures.ts';
import { resetTabStorage } from '../../src/lib/storage/storage.ts';
import { renderScreen } from '../render-screen.tsx';

/** The person of `participantView`. */
export const me = idOf('Quiet Heron');

export const liveConnection: ConnectionInfo = {
  status: 'live',
  connection: { state: 'open', since: now, cause: null, via: 'websocket' },
  holding: false,
  restored: false,
};

/** What a tab stored must not reach the next test. */
export function emptyTabForEachTest(): void {
  beforeEach(() => resetTabStorage());
  afterEach(() => void vi.useRealTimers());
}

interface InCircleOptions {
  /** One after the other; the last one stays. Accepted without any. */
  readonly answers?: readonly CommandAnswer[];
  readonly card?: CircleCardBody;
}

export function renderInCircle(
  view: View,
  what: ReactNode,
  { answers = [{ ok: true }], card = exampleCard }: InCircleOptions = {},
) {
  const sent: WireCommand[] = [];
  const send = (command: WireCommand): Promise<CommandAnswer> => {
    sent.push(command);
    return Promise.resolve(answers[Math.min(sent.length, answers.length) - 1] ?? { ok: true });
  };
  const framed = (shown: View, inner: ReactNode) => (
    <CircleFrame
      {...{ card, send }}
      circle="c"
      view={shown}
      timeline={fixedTimeline(shown.timeline)}
    >
      {inner}
    </CircleFrame>
  );
  const { user, update } = renderScreen(framed(view, what));
  return { user, sent, update: (next: View, inner = what) => update(framed(next, inner)) };
}

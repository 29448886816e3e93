/**
 * What the screens of a circle read from its connection. Messages of others that come fast are
 * gathered, so that a screen draws them together; everything else shows at once.
 */
import type { CircleConnection, CircleSnapshot } from '@holdspace/client';
import type { Message } from '@holdspace/protocol';
import { type ScreenState, screenState, type TimelineSource } from './circle-view.ts';

export interface CircleSources {
  readonly timeline: TimelineSource;
  /** Without the messages; the same object while nothing else changes. */
  readonly getState: () => ScreenState;
}

/** How long a message waits for others when one was shown less than this before it, in ms. */
export const gatherTime = 150;

const noMessages: readonly Message[] = [];

/** Subscribes to the connection as long as something subscribes to the timeline. */
export function circleSources(
  connection: Pick<CircleConnection, 'subscribe' | 'getSnapshot'>,
): CircleSources {
  let shown = connection.getSnapshot();
  let state = screenState(shown, null);
  let shownAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe = () => {};
  const listeners = new Set<() => void>();

  const read = () => {
    clearTimeout(timer);
    timer = undefined;
    shown = connection.getSnapshot();
    state = screenState(shown, state);
  };
  const show = () => {
    read();
    shownAt = performance.now();
    for (const listener of listeners) listener();
  };
  const onChange = () => {
    const next = connection.getSnapshot();
    if (next === shown) return;
    const waits =
      performance.now() - shownAt < gatherTime &&
      !document.hidden &&
      screenState(next, state) === state &&
      onlyAddsOfOthers(shown, next);
    if (waits) timer ??= setTimeout(show, gatherTime);
    else show();
  };
  return {
    timeline: {
      subscribe: (listener) => {
        if (listeners.size === 0) {
          unsubscribe = connection.subscribe(onChange);
          read();
        }
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
          if (listeners.size > 0) return;
          clearTimeout(timer);
          unsubscribe();
        };
      },
      getTimeline: () => timelineOf(shown),
    },
    getState: () => state,
  };
}

const timelineOf = ({ view }: CircleSnapshot): readonly Message[] => view?.timeline ?? noMessages;

/** Whether there are more messages at the end, all of other people, and the others are as before. */
function onlyAddsOfOthers(before: CircleSnapshot, now: CircleSnapshot): boolean {
  const [earlier, later] = [timelineOf(before), timelineOf(now)];
  const me = now.view?.mine.person;
  return (
    earlier.every((message, index) => message === later[index]) &&
    later.slice(earlier.length).every(({ by }) => by !== me)
  );
}

/**
 * The view without the messages, and where the messages come from. Messages change many times a
 * minute: only the components that show them read them, and only those are drawn again.
 */
import { type CircleSnapshot, keepEqual, keepList } from '@holdspace/client';
import type { Message, View } from '@holdspace/protocol';
import { createContext, useContext, useMemo, useRef, useSyncExternalStore } from 'react';

export type CircleView = Omit<View, 'timeline'>;

/** A snapshot of the connection without the messages. */
export type ScreenState = Omit<CircleSnapshot, 'view'> & { readonly view: CircleView | null };

/** The same object as `last` while nothing but the messages changed. */
export function screenState(
  { view, ...rest }: CircleSnapshot,
  last: ScreenState | null,
): ScreenState {
  return keepEqual(
    { ...rest, view: view && circleView(view, last?.view ?? null) },
    last ?? undefined,
  );
}

function circleView({ timeline: _, ...view }: View, last: CircleView | null): CircleView {
  return keepEqual<CircleView>(view, last ?? undefined);
}

export interface TimelineSource {
  readonly subscribe: (listener: () => void) => () => void;
  readonly getTimeline: () => readonly Message[];
}

/** A timeline that stays as it is. */
export const fixedTimeline = (timeline: readonly Message[]): TimelineSource => ({
  subscribe: () => () => undefined,
  getTimeline: () => timeline,
});

const TimelineContext = createContext<TimelineSource>(fixedTimeline([]));
export const TimelineProvider = TimelineContext.Provider;

/** To read the messages in an event or an effect. */
export const useTimelineSource = (): TimelineSource => useContext(TimelineContext);

/** The messages; the caller is drawn again at each change of one. */
export function useTimeline(): readonly Message[] {
  const { subscribe, getTimeline } = useTimelineSource();
  return useSyncExternalStore(subscribe, getTimeline, getTimeline);
}

/** A value computed from the messages; the caller is drawn again when this value changes. */
export function useTimelineValue<Value extends string | number | boolean | null | undefined>(
  select: (timeline: readonly Message[]) => Value,
): Value {
  const { subscribe, getTimeline } = useTimelineSource();
  const getValue = () => select(getTimeline());
  return useSyncExternalStore(subscribe, getValue, getValue);
}

/** Some of the messages; the caller is drawn again when one of these changes. */
export function useSelectedMessages(select: (message: Message) => boolean): readonly Message[] {
  const { subscribe, getTimeline } = useTimelineSource();
  const last = useRef<readonly Message[]>([]);
  const getMessages = () => {
    last.current = keepList(getTimeline().filter(select), last.current);
    return last.current;
  };
  return useSyncExternalStore(subscribe, getMessages, getMessages);
}

/** View and messages together, for code that compares whole states. */
export function useFullView(view: CircleView): View {
  const timeline = useTimeline();
  return useMemo(() => ({ ...view, timeline }), [view, timeline]);
}

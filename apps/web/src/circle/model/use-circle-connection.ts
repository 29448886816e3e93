/** One live connection to one circle, for as long as its page is open. */
import type { CircleConnection, DeviceStorage } from '@holdspace/client';
import { connect, serverClock } from '@holdspace/client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { onLeaving } from '../../lib/exit-hooks.ts';
import { tabStorageReady } from '../../lib/storage/duplicate-tab.ts';
import { tabStorage } from '../../lib/storage/storage.ts';
import { type CircleSources, circleSources } from './circle-sources.ts';
import { fixedTimeline, type ScreenState, type TimelineSource } from './circle-view.ts';

const emptySnapshot: ScreenState = {
  status: 'connecting',
  connection: { state: 'connecting', since: serverClock.now(), cause: null, via: 'websocket' },
  refusal: null,
  view: null,
  pending: [],
  more: false,
  holding: false,
  restored: false,
  queued: 0,
};

export interface CircleConnectionState {
  /** Without the messages: these are in `timeline`. */
  readonly snapshot: ScreenState;
  readonly timeline: TimelineSource;
  /** Null for the moment before it was opened. */
  readonly connection: CircleConnection | null;
}

export function useCircleConnection(circle: string): CircleConnectionState {
  const [connection, setConnection] = useState<CircleConnection | null>(null);
  useEffect(() => {
    let close = () => {};
    let gone = false;
    const open = () => {
      if (gone) return;
      const opened = connect({ url: '', circle, storage: deviceStorage });
      setConnection(opened);
      // Leaving in a hurry passes the turn on and keeps the seat; others learn no more.
      const stop = onLeaving(() => {
        if (opened.getSnapshot().view?.mine.whereabouts === 'in')
          void opened.send({ do: 'step-out' });
        opened.close();
      });
      close = () => {
        stop();
        opened.close();
        setConnection(null);
      };
    };
    // A duplicated tab is another device, and is empty before it says hello (RND-16).
    void tabStorageReady().then(open);
    return () => {
      gone = true;
      close();
    };
  }, [circle]);
  const source = useMemo(() => (connection ? circleSources(connection) : noSources), [connection]);
  const snapshot = useSyncExternalStore(source.timeline.subscribe, source.getState);
  return { snapshot, connection, timeline: source.timeline };
}

const noSources: CircleSources = { timeline: fixedTimeline([]), getState: () => emptySnapshot };

const deviceStorage: DeviceStorage = {
  getItem: (key) => tabStorage.read<string>(key),
  setItem: (key, value) => tabStorage.write(key, value),
};

/**
 * Calls for help on every screen of a circle: for facilitators the open calls (DSK-8), for the
 * person who called the state of their call.
 */

import type { Thread } from '@holdspace/protocol';
import { type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { CallBar, CallMonitor } from '../facilitator/facilitator.lazy.ts';
import type { SendCommand } from '../lib/commands/command-context.ts';
import { InboxNotice } from '../participant/participant.lazy.ts';
import { type UnderBar, UnderBarProvider } from '../ui/under-bar.ts';
import type { CircleView } from './model/circle-view.ts';
import {
  type ExitConfirmation,
  type FacilitatorExit,
  OpenCallsProvider,
  openCallsIn,
} from './model/open-calls.ts';

interface CallsFrameProps {
  readonly circle: string;
  readonly view: CircleView;
  readonly send: SendCommand;
  readonly children: ReactNode;
}

export function CallsFrame({ circle, view, send, children }: CallsFrameProps) {
  const [shown, show] = useState<Thread['id'] | null>(null);
  const [asked, setAsked] = useState<ExitConfirmation | null>(null);
  const open = openCallsIn(view);
  const latest = useRef(open);
  latest.current = open;
  const confirmExit = useCallback(
    (exit: FacilitatorExit | null) =>
      exit === null || latest.current.length === 0
        ? true
        : new Promise<boolean>((resolve) => {
            const answer = (go: boolean) => {
              setAsked(null);
              resolve(go);
            };
            setAsked({ exit, resolve: answer });
          }),
    [],
  );
  const calls = useMemo(() => ({ open, show, confirmExit }), [open, confirmExit]);
  const facilitates = view.desk !== undefined;
  const hasOwn = view.mine.threads.length > 0;
  const under = useMemo<UnderBar>(() => {
    const bar = open.length > 0 && (
      <Suspense fallback={null}>
        <CallBar />
      </Suspense>
    );
    const news = hasOwn && (
      <Suspense fallback={null}>
        <InboxNotice />
      </Suspense>
    );
    return {
      page: (bar || news) && (
        <>
          {bar}
          {news}
        </>
      ),
      sheet: bar,
    };
  }, [open.length, hasOwn]);
  return (
    <OpenCallsProvider value={calls}>
      <UnderBarProvider value={under}>
        {children}
        {facilitates && (
          <Suspense fallback={null}>
            <CallMonitor
              {...{ circle, view, send, shown, asked }}
              onHide={() => show(null)}
              onShow={show}
            />
          </Suspense>
        )}
      </UnderBarProvider>
    </OpenCallsProvider>
  );
}

/**
 * Around every screen of a circle: what must be seen of calls for help wherever one is. For
 * facilitators the open calls (DSK-8), and the person what came of their call.
 */
import type { Thread, View } from '@holdspace/protocol';
import { type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { lazyOwn } from '../own/lazy.ts';
import { type UnderBar, UnderBarProvider } from '../ui/under-bar.ts';
import { lazyLeading } from '../words/leading.ts';
import { CallsProvider, type Ending, openCallsIn } from './calls.ts';
import type { Command } from './panels.ts';

const CallBar = lazyLeading(() => import('../facilitator/call-bar.tsx'));
const CallWatch = lazyLeading(() => import('../facilitator/call-watch.tsx'));
const CallNews = lazyOwn((own) => own.CallNews);

interface CallsFrameProps {
  readonly circle: string;
  readonly view: View;
  readonly send: Command;
  readonly children: ReactNode;
}

/** An act that waits until the open calls were named. */
export interface Asked {
  readonly ending: Ending;
  readonly answer: (go: boolean) => void;
}

export function CallsFrame({ circle, view, send, children }: CallsFrameProps) {
  const [shown, show] = useState<Thread['id'] | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = openCallsIn(view);
  const latest = useRef(open);
  latest.current = open;
  const before = useCallback(
    (ending: Ending | null) =>
      ending === null || latest.current.length === 0
        ? Promise.resolve(true)
        : new Promise<boolean>((resolve) => {
            const answer = (go: boolean) => {
              setAsked(null);
              resolve(go);
            };
            setAsked({ ending, answer });
          }),
    [],
  );
  const calls = useMemo(() => ({ open, show, before }), [open, before]);
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
        <CallNews />
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
    <CallsProvider value={calls}>
      <UnderBarProvider value={under}>
        {children}
        {facilitates && (
          <Suspense fallback={null}>
            <CallWatch
              {...{ circle, view, send, shown, asked }}
              onHide={() => show(null)}
              onShow={show}
            />
          </Suspense>
        )}
      </UnderBarProvider>
    </CallsProvider>
  );
}

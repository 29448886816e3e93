/** One address for a circle, and the screen for where one is: this decides which it is. */
import type { DeskList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import {
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useOwnActs } from '../speech/use-speech.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { lazyLeading } from '../words/leading.ts';
import { CallsFrame } from './calls-frame.tsx';
import { useCard } from './card.ts';
import { CircleScreen } from './circle-screen.tsx';
import { AftercarePage, ClosedPage } from './closing-pages.tsx';
import { DeskReachProvider } from './desk-reach.ts';
import { claimTab, keepEntry, keptEntry, releaseTab } from './entry.ts';
import { CircleFrame } from './frame.tsx';
import { withLikenesses } from './likeness.ts';
import {
  EarlyPage,
  LeftPage,
  NotMemberPage,
  OutPage,
  SignedOutPage,
  SteppedOutPage,
  Threshold,
} from './out-pages.tsx';
import type { Command, View } from './panels.ts';
import { OnTheWay, ReconnectProvider } from './reach.tsx';
import { SpokenCircle } from './spoken-circle.tsx';
import { type LiveCircle, useCircle } from './use-circle.ts';
import { WaitingRoom } from './waiting-room.tsx';

const Panels = lazyLeading(() => import('../facilitator/panels.tsx'));

export default function CirclePage({ circle }: { readonly circle: string }) {
  const live = useCircle(circle);
  const { connection, snapshot } = live;
  const card = useCard(circle, snapshot.view?.phase);
  const { noted, did } = useOwnActs();
  const send: Command = useCallback(
    (command) => connection?.send(noted(command)) ?? Promise.resolve({ unknown: true }),
    [connection, noted],
  );
  const reconnect = useCallback(() => connection?.reconnect(), [connection]);
  const { refusal, queued } = snapshot;
  const desk = useMemo(
    () => ({
      queued,
      older: (list: DeskList) => connection?.deskEarlier(list) ?? Promise.resolve(false),
    }),
    [queued, connection],
  );
  const view = useMemo(() => snapshot.view && withLikenesses(snapshot.view), [snapshot.view]);
  useEffect(() => {
    if (refusal === 'not-here') releaseTab(circle);
  }, [refusal, circle]);
  if (refusal === 'protocol') return <NewVersionPage />;
  if (refusal === 'signed-out') {
    return <SignedOutPage circle={circle} onAgain={reconnect} />;
  }
  if (refusal) return <NotMemberPage />;
  if (!view) {
    return (
      <ReconnectProvider value={reconnect}>
        <OnTheWay card={card} connection={snapshot.connection} />
      </ReconnectProvider>
    );
  }
  return (
    <OwnTab key={view.mine.person} circle={circle} person={view.mine.person}>
      <ReconnectProvider value={reconnect}>
        <DeskReachProvider value={desk}>
          <CallsFrame circle={circle} view={view} send={send}>
            <CircleFrame circle={circle} card={card} view={view} send={send}>
              <Suspense fallback={<OnTheWay card={card} />}>
                <Whereabouts circle={circle} view={view} send={send} live={live} />
              </Suspense>
              <SpokenCircle snapshot={snapshot} did={did} />
            </CircleFrame>
          </CallsFrame>
        </DeskReachProvider>
      </ReconnectProvider>
    </OwnTab>
  );
}

interface OwnTabProps {
  readonly circle: string;
  readonly person: string;
  readonly children: ReactNode;
}

/** Before anything that the tab stores is read: it may be of somebody who used the tab before. */
function OwnTab({ circle, person, children }: OwnTabProps) {
  useState(() => claimTab(circle, person));
  return children;
}

interface WhereaboutsProps {
  readonly circle: string;
  readonly view: View;
  readonly send: Command;
  readonly live: LiveCircle;
}

function Whereabouts({ circle, view, send, live }: WhereaboutsProps) {
  const { mine, phase } = view;
  const facilitates = mine.role === 'facilitator';
  useComeIn(circle, view, send);

  const out = mine.whereabouts === 'removed' || mine.whereabouts === 'turned-away';
  if (mine.can.join === 'excluded') return <OutPage />;
  if (!out && (phase === 'closed' || phase === 'purged')) {
    return (
      <ClosedPage>
        {facilitates && (
          <Suspense fallback={null}>
            <Panels circle={circle} view={view} send={send} side="after" />
          </Suspense>
        )}
      </ClosedPage>
    );
  }
  // Facilitators are facilitators in aftercare too, wherever they were when it closed (DSK-8).
  if (!out && phase === 'aftercare' && !(facilitates && mine.whereabouts === 'in')) {
    return (
      <AftercarePage>
        {facilitates && (
          <Suspense fallback={null}>
            <Panels circle={circle} view={view} send={send} side="after" />
          </Suspense>
        )}
      </AftercarePage>
    );
  }
  switch (mine.whereabouts) {
    case 'outside':
      if (mine.can.join === 'not-open-yet') return <EarlyPage />;
      return <Threshold />;
    case 'waiting':
    case 'admitted':
      return <WaitingRoom reach={live.snapshot} />;
    case 'left':
      return <LeftPage />;
    case 'stepped-out':
      return <SteppedOutPage />;
    case 'removed':
    case 'turned-away':
      return <OutPage />;
    case 'in':
      return <In circle={circle} view={view} send={send} live={live} />;
  }
}

/**
 * Whoever said on the join page how they come in need not say it again; nor do facilitators, nor
 * somebody whose connection was gone for so long that they waited no longer (LIM-1). While
 * joining is paused the wish is kept, and it goes when that is over (LIM-2).
 */
function useComeIn(circle: string, view: View, send: Command): void {
  const asked = useRef(false);
  const { whereabouts, seat, role, can } = view.mine;
  const facilitates = role === 'facilitator';
  const may = whereabouts === 'outside' && can.join === true;
  useEffect(() => {
    if (whereabouts === 'waiting') {
      asked.current = false;
      keepEntry(circle, { seat, firstTime: false });
    } else if (whereabouts !== 'outside') keepEntry(circle, null);
  }, [whereabouts, circle, seat]);
  useEffect(() => {
    if (!may || asked.current) return;
    const entry = keptEntry(circle);
    if (!entry && !facilitates) return;
    asked.current = true;
    const join = async () => {
      const answer = await send({
        do: 'join',
        seat: entry?.seat ?? 'sharer',
        ...(entry?.firstTime && { firstTime: true }),
      });
      // The wish is kept until it is answered: a reload meanwhile asks again (TXT-2).
      if ('ok' in answer) return;
      if ('refused' in answer && answer.refused !== 'paused') keepEntry(circle, null);
      else asked.current = false;
    };
    void join();
  }, [may, circle, facilitates, send]);
}

function In({ circle, view, send, live }: WhereaboutsProps) {
  const wide = useWide();
  const { connection, snapshot } = live;
  const { pending, more } = snapshot;
  const earlier = useCallback(() => connection?.earlier() ?? Promise.resolve(false), [connection]);
  const collect = useCallback((id: string) => connection?.collect(id), [connection]);
  const release = useCallback((id: string) => connection?.release(id), [connection]);
  const panels = (side: 'left' | 'right' | 'sheet') => (
    <Suspense fallback={null}>
      <Panels circle={circle} view={view} send={send} side={side} />
    </Suspense>
  );
  const facilitates = view.mine.role === 'facilitator';
  return (
    <CircleScreen
      reach={snapshot}
      pending={pending}
      more={more}
      earlier={earlier}
      collect={collect}
      release={release}
      left={facilitates && wide && panels('left')}
      right={facilitates && wide && panels('right')}
      sheet={facilitates && !wide && panels('sheet')}
    />
  );
}

const room = window.matchMedia('(min-width: 1024px)');
const onRoom = (listener: () => void) => {
  room.addEventListener('change', listener);
  return () => room.removeEventListener('change', listener);
};
/** Wide enough for panels beside the circle. */
const useWide = (): boolean => useSyncExternalStore(onRoom, () => room.matches);

function NewVersionPage() {
  const { t } = useLingui();
  return (
    <Page title={t`This page has been updated`} centred>
      <p>
        <Trans>Reload to get it. You’ll be back where you were, with your draft.</Trans>
      </p>
      <Button kind="primary" size="l" wide onClick={() => location.reload()}>
        <Trans>Reload</Trans>
      </Button>
    </Page>
  );
}

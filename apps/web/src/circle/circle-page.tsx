/** The address of a circle: chooses the screen for the state of this person. */

import type { DeskListName } from '@holdspace/protocol';
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
import { Page } from '../app/shell/page.tsx';
import { DeskConnectionProvider } from '../app/support/desk-connection.ts';
import { FacilitatorPanels } from '../facilitator/facilitator.lazy.ts';
import type { SendCommand } from '../lib/commands/command-context.ts';
import {
  claimTabStorage,
  releaseTabStorage,
  storedJoinChoice,
  storeJoinChoice,
} from '../lib/storage/circle-storage.ts';
import { NotMemberPage } from '../pages/pages.lazy.ts';
import {
  AftercarePage,
  ChangedAgreementsPage,
  ClosedPage,
  EarlyPage,
  LeftPage,
  RemovedPage,
  SteppedOutPage,
  Threshold,
  WaitingRoomPage,
} from '../participant/participant.lazy.ts';
import { SignedOutPage } from '../sign-in/sign-in.lazy.ts';
import { Button } from '../ui/button.tsx';
import { CallsFrame } from './calls-frame.tsx';
import { CircleFrame } from './circle-frame.tsx';
import { CircleScreen } from './circle-screen.tsx';
import { CircleSpeech } from './circle-speech.tsx';
import { useCircle } from './model/circle-context.ts';
import type { CircleView } from './model/circle-view.ts';
import { disambiguateNames } from './model/name-likeness.ts';
import { useCircleCard } from './model/use-circle-card.ts';
import { type CircleConnectionState, useCircleConnection } from './model/use-circle-connection.ts';
import { ConnectingPage, ReconnectProvider } from './notices/connection-notice.tsx';
import { CircleNotices } from './notices/notices.tsx';
import { useLastOwnCommand } from './speech/use-speech.ts';

export default function CirclePage({ circle }: { readonly circle: string }) {
  const live = useCircleConnection(circle);
  const { connection, snapshot } = live;
  const card = useCircleCard(circle, snapshot.view?.phase);
  const { noted, did } = useLastOwnCommand();
  const send: SendCommand = useCallback(
    (command) => connection?.send(noted(command)) ?? Promise.resolve({ unknown: true }),
    [connection, noted],
  );
  const reconnect = useCallback(() => connection?.reconnect(), [connection]);
  const { refusal, queued } = snapshot;
  const desk = useMemo(
    () => ({
      queued,
      loadEarlier: (list: DeskListName) => connection?.deskEarlier(list) ?? Promise.resolve(false),
    }),
    [queued, connection],
  );
  const view = useMemo(() => snapshot.view && disambiguateNames(snapshot.view), [snapshot.view]);
  useEffect(() => {
    if (refusal === 'not-here') releaseTabStorage(circle);
  }, [refusal, circle]);
  if (refusal === 'protocol') return <NewVersionPage />;
  if (refusal === 'signed-out') {
    return <SignedOutPage circle={circle} onAgain={reconnect} />;
  }
  if (refusal) return <NotMemberPage />;
  if (!view) {
    return (
      <ReconnectProvider value={reconnect}>
        <ConnectingPage card={card} connection={snapshot.connection} />
      </ReconnectProvider>
    );
  }
  return (
    <TabOwner key={view.mine.person} circle={circle} person={view.mine.person}>
      <ReconnectProvider value={reconnect}>
        <DeskConnectionProvider value={desk}>
          <CallsFrame circle={circle} view={view} send={send}>
            <CircleFrame {...{ circle, card, view, send }} timeline={live.timeline}>
              <Suspense fallback={<ConnectingPage card={card} />}>
                <CircleScreenSwitch circle={circle} view={view} send={send} live={live} />
              </Suspense>
              <CircleSpeech snapshot={snapshot} lastOwnCommand={did} />
            </CircleFrame>
          </CallsFrame>
        </DeskConnectionProvider>
      </ReconnectProvider>
    </TabOwner>
  );
}

interface TabOwnerProps {
  readonly circle: string;
  readonly person: string;
  readonly children: ReactNode;
}

/** Runs before anything stored in the tab is read: it can belong to the previous user of the tab. */
function TabOwner({ circle, person, children }: TabOwnerProps) {
  useState(() => claimTabStorage(circle, person));
  return children;
}

interface CircleScreenSwitchProps {
  readonly circle: string;
  readonly view: CircleView;
  readonly send: SendCommand;
  readonly live: CircleConnectionState;
}

function CircleScreenSwitch({ circle, view, send, live }: CircleScreenSwitchProps) {
  const { mine, phase } = view;
  const facilitates = mine.role === 'facilitator';
  useJoinOnce(circle, view, send);

  const out = mine.whereabouts === 'removed' || mine.whereabouts === 'turned-away';
  if (mine.can.join === 'excluded') return <RemovedPage />;
  if (!out && (phase === 'closed' || phase === 'purged')) {
    return (
      <ClosedPage>
        {facilitates && (
          <Suspense fallback={null}>
            <FacilitatorPanels circle={circle} view={view} send={send} side="after" />
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
            <FacilitatorPanels circle={circle} view={view} send={send} side="after" />
          </Suspense>
        )}
      </AftercarePage>
    );
  }
  // AGR-2: nothing further before they have agreed.
  if (!out && mine.agreements) return <ChangedAgreementsPage />;
  switch (mine.whereabouts) {
    case 'outside':
      if (mine.can.join === 'not-open-yet') return <EarlyPage />;
      return <Threshold />;
    case 'waiting':
    case 'admitted':
      return <WaitingRoomPage notices={<CircleNotices connection={live.snapshot} />} />;
    case 'left':
      return <LeftPage />;
    case 'stepped-out':
      return <SteppedOutPage />;
    case 'removed':
    case 'turned-away':
      return <RemovedPage />;
    case 'in':
      return <CircleContent circle={circle} view={view} send={send} live={live} />;
  }
}

/**
 * Joins once with the choice of the join page; facilitators join without one, and so do people
 * who lost their place in the waiting room by a long disconnection (LIM-1). While joining is
 * paused the choice is kept and sent when the pause is over (LIM-2).
 */
function useJoinOnce(circle: string, view: CircleView, send: SendCommand): void {
  const asked = useRef(false);
  const { whereabouts, seat, role, can } = view.mine;
  const facilitates = role === 'facilitator';
  const isOutside = whereabouts === 'outside';
  // Who had left comes back by the place page, which stored a choice.
  const hadLeft = useRef(whereabouts === 'left');
  const may = (isOutside || whereabouts === 'left') && can.join === true;
  useEffect(() => {
    hadLeft.current &&= whereabouts === 'left';
    if (whereabouts === 'waiting') {
      asked.current = false;
      storeJoinChoice(circle, { seat, firstTime: false });
    } else if (!isOutside && !hadLeft.current) storeJoinChoice(circle, null);
  }, [whereabouts, isOutside, circle, seat]);
  useEffect(() => {
    if (!may || asked.current) return;
    const entry = storedJoinChoice(circle);
    if (!entry && !(facilitates && isOutside)) return;
    asked.current = true;
    const join = async () => {
      const answer = await send({
        do: 'join',
        seat: entry?.seat ?? 'sharer',
        ...(entry?.firstTime && { firstTime: true }),
      });
      // The request stays stored until it is answered: a reload in between sends it again (TXT-2).
      if ('ok' in answer) return;
      if ('refused' in answer && answer.refused !== 'paused') storeJoinChoice(circle, null);
      else asked.current = false;
    };
    void join();
  }, [may, isOutside, circle, facilitates, send]);
}

function CircleContent({ circle, view, send, live }: CircleScreenSwitchProps) {
  const wide = useIsWide();
  const { card } = useCircle();
  const { connection, snapshot } = live;
  const { pending, more } = snapshot;
  const earlier = useCallback(() => connection?.earlier() ?? Promise.resolve(false), [connection]);
  const collect = useCallback((id: string) => connection?.discardPending(id), [connection]);
  const release = useCallback((id: string) => connection?.confirmPending(id), [connection]);
  const panels = (side: 'left' | 'right' | 'sheet') => (
    <Suspense fallback={null}>
      <FacilitatorPanels circle={circle} view={view} send={send} guide={card?.guide} side={side} />
    </Suspense>
  );
  const facilitates = view.mine.role === 'facilitator';
  return (
    <CircleScreen
      connection={snapshot}
      pending={pending}
      hasEarlier={more}
      loadEarlier={earlier}
      discardPending={collect}
      sendNow={release}
      left={facilitates && wide && panels('left')}
      right={facilitates && wide && panels('right')}
      sheet={facilitates && !wide && panels('sheet')}
    />
  );
}

const wideScreen = window.matchMedia('(min-width: 1024px)');
const onWideScreenChange = (listener: () => void) => {
  wideScreen.addEventListener('change', listener);
  return () => wideScreen.removeEventListener('change', listener);
};
/** Wide enough for panels beside the circle. */
const useIsWide = (): boolean => useSyncExternalStore(onWideScreenChange, () => wideScreen.matches);

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

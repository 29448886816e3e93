/** Around every screen of a circle: its context, its commands, Support and the personal sheet. */

import type { CircleCardBody } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { BrokenPage } from '../app/shell/broken-page.tsx';
import { SupportProvider } from '../app/support/support-context.ts';
import { SupportSheet } from '../app/support/support-sheet.tsx';
import { closeSupport, goToSupport } from '../app/support/support-state.ts';
import { useHelpRequests } from '../app/support/unsent-call.ts';
import { useSupportOpen } from '../app/support/use-support-open.ts';
import { CommandProvider, type SendCommand } from '../lib/commands/command-context.ts';
import { useCommandWith } from '../lib/commands/use-command.ts';
import { preloadPages } from '../pages/pages.lazy.ts';
import {
  OnlyFacilitatorNotice,
  OwnReports,
  PersonalSheet,
  preloadParticipant,
} from '../participant/participant.lazy.ts';
import { preloadSignIn } from '../sign-in/sign-in.lazy.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { ConfirmBack } from './confirm-back.tsx';
import { CircleProvider } from './model/circle-context.ts';
import { type CircleView, TimelineProvider, type TimelineSource } from './model/circle-view.ts';
import { MembershipProvider } from './model/membership-context.ts';
import { usePersonNames } from './model/person-names.ts';
import type { PersonalSheetTarget } from './model/personal-sheet.ts';
import { useCircleCommands } from './model/use-circle-commands.ts';

/** The delay after which an idle circle loads its rarely used parts, in ms. */
const preloadDelay = 1500;

interface CircleFrameProps {
  readonly circle: string;
  readonly card: CircleCardBody | null;
  readonly view: CircleView;
  readonly timeline: TimelineSource;
  readonly send: SendCommand;
  readonly children: ReactNode;
}

export function CircleFrame(props: CircleFrameProps) {
  const { circle, card, view, timeline, send, children } = props;
  const { t } = useLingui();
  const [personalSheet, openPersonalSheet] = useState<PersonalSheetTarget | null>(null);
  const { nameOf, hiddenName } = usePersonNames(circle, view, t`Someone`);
  const isSupportOpen = useSupportOpen();

  useEffect(() => closeSupport, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      preloadParticipant();
      preloadPages();
      preloadSignIn();
    }, preloadDelay);
    return () => clearTimeout(timer);
  }, []);

  const help = useHelpRequests(circle, view.mine, send);
  const runtime = useCircleCommands(view, help.send);
  const command = useCommandWith(runtime);
  const value = useMemo(
    () => ({ circle, card, view, nameOf, hiddenName, command, openPersonalSheet }),
    [circle, card, view, nameOf, hiddenName, command],
  );
  const membership = useMemo(
    () => ({ circle, openDevices: () => openPersonalSheet({ what: 'devices' }) }),
    [circle],
  );
  const { mine } = view;
  const support = useMemo(
    () => ({
      circle,
      resources: card?.support ?? [],
      canAsk: mine.can['ask-help'] === true,
      canAnswer: mine.can.answer === true,
      elsewhere: null,
      isSending: help.isSending,
      threads: mine.threads.filter((each) => each.by === mine.person),
      beforeStepOut: (
        <Suspense fallback={null}>
          <OnlyFacilitatorNotice />
        </Suspense>
      ),
      ownReports: mine.reports.length > 0 && (
        <Suspense fallback={null}>
          <OwnReports reports={mine.reports} />
        </Suspense>
      ),
      me: mine.person,
      nameOf,
      stepOut:
        mine.whereabouts === 'in' && mine.can['step-out'] === true
          ? () => command.run({ do: 'step-out' })
          : null,
      isHosted: true,
    }),
    [circle, card, mine, command, help.isSending, nameOf],
  );
  return (
    <CommandProvider value={runtime}>
      <CircleProvider value={value}>
        <TimelineProvider value={timeline}>
          <MembershipProvider value={membership}>
            <SupportProvider value={support}>
              <ErrorBoundary
                fallback={(again, isOutdated) => <BrokenPage {...{ again, isOutdated }} />}
              >
                {children}
              </ErrorBoundary>
              <ErrorBoundary fallback={() => null}>
                <ConfirmBack />
              </ErrorBoundary>
              <ErrorBoundary fallback={() => null} onError={goToSupport}>
                <SupportSheet open={isSupportOpen} onClose={closeSupport} />
              </ErrorBoundary>
              {personalSheet && (
                <ErrorBoundary>
                  <Suspense fallback={null}>
                    <PersonalSheet target={personalSheet} onClose={() => openPersonalSheet(null)} />
                  </Suspense>
                </ErrorBoundary>
              )}
            </SupportProvider>
          </MembershipProvider>
        </TimelineProvider>
      </CircleProvider>
    </CommandProvider>
  );
}

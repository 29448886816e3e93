/** Around every screen of a circle: what its parts need, and what the support can do here. */
import type {
  CircleCardBody,
  CommandAnswer,
  HelpKind,
  RefusalCode,
  View,
  WireCommand,
} from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { BrokenPage } from '../app/shell/broken-page.tsx';
import { SupportProvider } from '../app/support/support-context.ts';
import { SupportSheet } from '../app/support/support-sheet.tsx';
import { closeSupport, goToSupport } from '../app/support/support-state.ts';
import { useResendUnsentCall } from '../app/support/unsent-call.ts';
import { useSupportOpen } from '../app/support/use-support-open.ts';
import { loadPages } from '../pages/pages.lazy.ts';
import { lazyParticipant, loadParticipant } from '../participant/participant.lazy.ts';
import { loadSignIn } from '../sign-in/sign-in.lazy.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { ConfirmBack } from './confirm-back.tsx';
import { CircleProvider } from './model/circle-context.ts';
import { facilitatorExitOf, useOpenCalls } from './model/open-calls.ts';
import { usePersonNames } from './model/person-names.ts';
import type { PersonalSheetTarget } from './model/personal-sheet.ts';

const PersonalSheet = lazyParticipant((own) => own.PersonalSheet);

/** When a circle was opened and is at rest, what is opened rarely is fetched, in ms. */
const preloadDelay = 1500;

interface CircleFrameProps {
  readonly circle: string;
  readonly card: CircleCardBody | null;
  readonly view: View;
  readonly send: (command: WireCommand) => Promise<CommandAnswer>;
  readonly children: ReactNode;
}

export function CircleFrame({ circle, card, view, send, children }: CircleFrameProps) {
  const { t } = useLingui();
  const [refusal, setRefusal] = useState<RefusalCode | null>(null);
  const [aside, openAside] = useState<PersonalSheetTarget | null>(null);
  const [underWay, setUnderWay] = useState(0);
  const { nameOf, hiddenName } = usePersonNames(circle, view, t`Someone`);
  const { before } = useOpenCalls();
  const isSupportOpen = useSupportOpen();

  useEffect(() => closeSupport, []);
  useEffect(() => {
    const timer = setTimeout(
      () => void Promise.all([loadParticipant(), loadPages(), loadSignIn()]),
      preloadDelay,
    );
    return () => clearTimeout(timer);
  }, []);

  const act = useCallback(
    async (command: WireCommand) => {
      setRefusal(null);
      if (!(await before(facilitatorExitOf(command)))) return false;
      const answer = await send(command);
      if ('refused' in answer) setRefusal(answer.refused);
      return 'ok' in answer;
    },
    [send, before],
  );
  const here = useMemo(
    () => ({
      ...{ circle, card, view, nameOf, hiddenName, send, act },
      ...{ refusal, setRefusal, openAside },
    }),
    [circle, card, view, nameOf, hiddenName, send, act, refusal],
  );
  const { mine } = view;
  const sends = useCallback(
    async (command: WireCommand) => {
      setUnderWay((count) => count + 1);
      const answer = await send(command);
      setUnderWay((count) => count - 1);
      return answer;
    },
    [send],
  );
  const asks = useCallback(
    (kind: HelpKind, text: string) => sends({ do: 'ask-help', kind, ...(text && { text }) }),
    [sends],
  );
  const ask = useResendUnsentCall(circle, mine, asks);
  const answer = useCallback(
    (thread: string, text: string) => sends({ do: 'answer', thread, text }),
    [sends],
  );
  const support = useMemo(
    () => ({
      circle,
      resources: card?.support ?? [],
      ask: mine.can['ask-help'] === true ? ask : null,
      answer: mine.can.answer === true ? answer : null,
      underWay: underWay > 0,
      threads: mine.threads.filter((each) => each.by === mine.person),
      reports: mine.reports,
      me: mine.person,
      nameOf,
      stepOut:
        mine.whereabouts === 'in' && mine.can['step-out'] === true
          ? () => act({ do: 'step-out' })
          : null,
      isHosted: true,
    }),
    [circle, card, mine, act, ask, answer, underWay, nameOf],
  );
  return (
    <CircleProvider value={here}>
      <SupportProvider value={support}>
        <ErrorBoundary fallback={(again) => <BrokenPage again={again} />}>{children}</ErrorBoundary>
        <ErrorBoundary fallback={() => null}>
          <ConfirmBack />
        </ErrorBoundary>
        <ErrorBoundary fallback={() => null} onError={goToSupport}>
          <SupportSheet open={isSupportOpen} onClose={closeSupport} />
        </ErrorBoundary>
        {aside && (
          <ErrorBoundary>
            <Suspense fallback={null}>
              <PersonalSheet target={aside} onClose={() => openAside(null)} />
            </Suspense>
          </ErrorBoundary>
        )}
      </SupportProvider>
    </CircleProvider>
  );
}

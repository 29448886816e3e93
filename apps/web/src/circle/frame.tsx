/** Around every screen of a circle: what its parts need, and what the support can do here. */
import type {
  Card,
  CommandAnswer,
  HelpKind,
  RefusalCode,
  View,
  WireCommand,
} from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { lazyOwn, loadOwn } from '../own/lazy.ts';
import { loadPages } from '../pages/lazy.ts';
import { loadSignIn } from '../sign-in/lazy.ts';
import { SupportProvider } from '../support/context.ts';
import { closeSupport, goToSupport } from '../support/open.ts';
import { SupportSheet } from '../support/support-sheet.tsx';
import { useKeptCall } from '../support/unsent-call.ts';
import { useSupportOpen } from '../support/use-open.ts';
import { BrokenPage } from '../ui/broken-page.tsx';
import { Part } from '../ui/part.tsx';
import type { Aside } from './aside.ts';
import { BeforeBack } from './before-back.tsx';
import { endingOf, useCalls } from './calls.ts';
import { CircleProvider } from './context.ts';
import { useNames } from './names.ts';

const AsideSheet = lazyOwn((own) => own.AsideSheet);

/** When a circle was opened and is at rest, what is opened rarely is fetched, in ms. */
const atRest = 1500;

interface CircleFrameProps {
  readonly circle: string;
  readonly card: Card | null;
  readonly view: View;
  readonly send: (command: WireCommand) => Promise<CommandAnswer>;
  readonly children: ReactNode;
}

export function CircleFrame({ circle, card, view, send, children }: CircleFrameProps) {
  const { t } = useLingui();
  const [refusal, setRefusal] = useState<RefusalCode | null>(null);
  const [aside, openAside] = useState<Aside | null>(null);
  const [underWay, setUnderWay] = useState(0);
  const { nameOf, hiddenName } = useNames(circle, view, t`Someone`);
  const { before } = useCalls();
  const isSupportOpen = useSupportOpen();

  useEffect(() => closeSupport, []);
  useEffect(() => {
    const timer = setTimeout(
      () => void Promise.all([loadOwn(), loadPages(), loadSignIn()]),
      atRest,
    );
    return () => clearTimeout(timer);
  }, []);

  const act = useCallback(
    async (command: WireCommand) => {
      setRefusal(null);
      if (!(await before(endingOf(command)))) return false;
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
  const ask = useKeptCall(circle, mine, asks);
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
        <Part otherwise={(again) => <BrokenPage again={again} />}>{children}</Part>
        <Part otherwise={() => null}>
          <BeforeBack />
        </Part>
        <Part otherwise={() => null} onFault={goToSupport}>
          <SupportSheet open={isSupportOpen} onClose={closeSupport} />
        </Part>
        {aside && (
          <Part>
            <Suspense fallback={null}>
              <AsideSheet aside={aside} onClose={() => openAside(null)} />
            </Suspense>
          </Part>
        )}
      </SupportProvider>
    </CircleProvider>
  );
}

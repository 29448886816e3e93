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
import { BrokenPage } from '../ui/broken-page.tsx';
import { LooksProvider, useLooks } from '../ui/looks.ts';
import { Part } from '../ui/part.tsx';
import type { Aside } from './aside.ts';
import { BeforeBack } from './before-back.tsx';
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
  const looks = useLooks(view.people);

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
      const answer = await send(command);
      if ('refused' in answer) setRefusal(answer.refused);
      return 'ok' in answer;
    },
    [send],
  );
  const here = useMemo(
    () => ({
      ...{ circle, card, view, nameOf, hiddenName, send, act },
      ...{ refusal, setRefusal, openAside },
    }),
    [circle, card, view, nameOf, hiddenName, send, act, refusal],
  );
  const { mine } = view;
  const ask = useCallback(
    async (kind: HelpKind, text: string) => {
      setUnderWay((count) => count + 1);
      const answer = await send({ do: 'ask-help', kind, ...(text && { text }) });
      setUnderWay((count) => count - 1);
      return answer;
    },
    [send],
  );
  const support = useMemo(
    () => ({
      resources: card?.support ?? [],
      ask: mine.can['ask-help'] === true ? ask : null,
      underWay: underWay > 0,
      threads: mine.threads.filter((each) => each.by === mine.person),
      reports: mine.reports,
      me: mine.person,
      nameOf,
      stepOut:
        mine.whereabouts === 'in' && mine.can['step-out'] === true
          ? () => act({ do: 'step-out' })
          : null,
    }),
    [card, mine, act, ask, underWay, nameOf],
  );
  return (
    <CircleProvider value={here}>
      <SupportProvider value={support}>
        <LooksProvider value={looks}>
          <Part otherwise={(again) => <BrokenPage again={again} />}>{children}</Part>
          <Part otherwise={() => null}>
            <BeforeBack />
          </Part>
          {aside && (
            <Part>
              <Suspense fallback={null}>
                <AsideSheet aside={aside} onClose={() => openAside(null)} />
              </Suspense>
            </Part>
          )}
        </LooksProvider>
      </SupportProvider>
    </CircleProvider>
  );
}

/** Around every screen of a circle: what its parts need, and what the support can do here. */
import type { Card, CommandAnswer, RefusalCode, View, WireCommand } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { SupportProvider } from '../support/context.ts';
import { CircleProvider } from './context.ts';
import { useNames } from './names.ts';

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
  const nameOf = useNames(view, t`Somebody`);
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
    () => ({ circle, card, view, nameOf, send, act, refusal, setRefusal }),
    [circle, card, view, nameOf, send, act, refusal],
  );
  const { mine } = view;
  const support = useMemo(
    () => ({
      resources: card?.support ?? [],
      note: mine.can.note === true ? (text: string) => act({ do: 'note', text }) : null,
      threads: mine.threads.filter((each) => each.by === mine.person),
      me: mine.person,
      stepOut:
        mine.whereabouts === 'in' && mine.can['step-out'] === true
          ? () => act({ do: 'step-out' })
          : null,
    }),
    [card, mine, act],
  );
  return (
    <CircleProvider value={here}>
      <SupportProvider value={support}>{children}</SupportProvider>
    </CircleProvider>
  );
}

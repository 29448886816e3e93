/**
 * The open decisions about the circle. Each can be postponed, and none is made by itself.
 */

import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { CircleView } from '../../circle/model/circle-view.ts';
import { Button } from '../../ui/button.tsx';
import { CommandButton, SendCommandButton } from '../console/command-button.tsx';
import { useConsole, useFindPerson } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { RoundForm } from '../floor/round-form.tsx';
import styles from './decisions.module.css';

type DecisionName = 'lead' | 'alone' | 'quiet-round' | 'ends-soon';

/** Postponed until the decision is needed again: at another time, in another round. */
const pendingDecisions = (
  view: CircleView,
): readonly { readonly name: DecisionName; readonly key: string }[] => {
  const all: { readonly name: DecisionName; readonly key: string | null }[] = [
    { name: 'lead', key: view.mine.leadOffered ? `${view.lead}` : null },
    { name: 'alone', key: view.oneSharer ? `${view.round}` : null },
    { name: 'quiet-round', key: view.quietRound && view.round === null ? `${view.start}` : null },
    { name: 'ends-soon', key: view.endsSoon ? `${view.end}` : null },
  ];
  return all.flatMap(({ name, key }) => (key === null ? [] : [{ name, key: `${name} ${key}` }]));
};

export function useDecisions(): readonly ReactNode[] {
  const { view } = useConsole();
  const [aside, setAside] = useState<readonly string[]>([]);
  return pendingDecisions(view)
    .filter(({ key }) => !aside.includes(key))
    .map(({ name, key }) => (
      <DecisionItem key={key} name={name} onAside={() => setAside([...aside, key])} />
    ));
}

interface DecisionItemProps {
  readonly name: DecisionName;
  readonly onAside: () => void;
}

function DecisionItem({ name, onAside }: DecisionItemProps) {
  switch (name) {
    case 'lead':
      return <LeadOfferedBack onAside={onAside} />;
    case 'alone':
      return <OneSharerLeft onAside={onAside} />;
    case 'quiet-round':
      return <QuietRound onAside={onAside} />;
    case 'ends-soon':
      return <MeetingEndsSoon onAside={onAside} />;
  }
}

interface DecisionCardProps {
  readonly text: ReactNode;
  /** The text of the button that postpones it. */
  readonly dismissLabel: ReactNode;
  readonly onAside: () => void;
  readonly children: ReactNode;
}

function DecisionCard({ text: words, dismissLabel: leave, onAside, children }: DecisionCardProps) {
  return (
    <div className={styles.decision}>
      <p>{words}</p>
      <div className={layout.pair}>
        {children}
        <Button kind="plain" className={styles.dismiss} onClick={onAside}>
          {leave}
        </Button>
      </div>
    </div>
  );
}

type DismissibleProps = Pick<DecisionCardProps, 'onAside'>;

/** FAC-1: the lead is offered back, not taken. */
function LeadOfferedBack({ onAside }: DismissibleProps) {
  const { view } = useConsole();
  const name = useFindPerson()(view.lead)?.name;
  return (
    <DecisionCard
      onAside={onAside}
      text={
        name ? (
          <Trans>{name} took the lead while you were away. You can take it back.</Trans>
        ) : (
          <Trans>You can take the lead back.</Trans>
        )
      }
      dismissLabel={<Trans>Don’t take it back</Trans>}
    >
      <SendCommandButton command={{ do: 'take-lead' }}>
        <Trans>Take the lead</Trans>
      </SendCommandButton>
    </DecisionCard>
  );
}

function OneSharerLeft({ onAside }: DismissibleProps) {
  const { view } = useConsole();
  const name = view.people.find(
    ({ role, seat, here }) => role === 'participant' && seat === 'sharer' && here,
  )?.name;
  const myself = view.people.find(({ id }) => id === view.mine.person);
  return (
    <DecisionCard
      onAside={onAside}
      text={
        name ? (
          <Trans>Only {name} is here to share. How would you like to continue?</Trans>
        ) : (
          <Trans>Only one person is here to share. How would you like to continue?</Trans>
        )
      }
      dismissLabel={<Trans>Just continue</Trans>}
    >
      {myself?.place === undefined && (
        <SendCommandButton command={{ do: 'insert', who: view.mine.person }}>
          <Trans>Join the round</Trans>
        </SendCommandButton>
      )}
      <SendCommandButton command={{ do: 'set-floor', mode: 'open' }}>
        <Trans>Open the floor</Trans>
      </SendCommandButton>
      <SendCommandButton command={{ do: 'end-round' }}>
        <Trans>End the round</Trans>
      </SendCommandButton>
    </DecisionCard>
  );
}

function QuietRound({ onAside }: DismissibleProps) {
  const [starting, setStarting] = useState(false);
  return (
    <DecisionCard
      onAside={onAside}
      text={<Trans>A quiet round: everyone passed. That’s fine.</Trans>}
      dismissLabel={<Trans>Just continue</Trans>}
    >
      <CommandButton name="start-round" onPress={() => setStarting(true)}>
        <Trans>Another question…</Trans>
      </CommandButton>
      <SendCommandButton command={{ do: 'set-floor', mode: 'quiet', seconds: 60 }}>
        <Trans>A minute of quiet</Trans>
      </SendCommandButton>
      {starting && <RoundForm onClose={() => setStarting(false)} />}
    </DecisionCard>
  );
}

/** PHA-3, PHA-4. */
function MeetingEndsSoon({ onAside }: DismissibleProps) {
  const [starting, setStarting] = useState(false);
  return (
    <DecisionCard
      onAside={onAside}
      text={<Trans>About ten minutes left. This is a good time for a closing round.</Trans>}
      dismissLabel={<Trans>Not now</Trans>}
    >
      <CommandButton name="start-round" onPress={() => setStarting(true)}>
        <Trans>Closing round…</Trans>
      </CommandButton>
      <SendCommandButton command={{ do: 'extend', minutes: 10 }}>
        <Trans>10 minutes more</Trans>
      </SendCommandButton>
      {starting && <RoundForm closing onClose={() => setStarting(false)} />}
    </DecisionCard>
  );
}

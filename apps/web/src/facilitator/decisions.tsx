/**
 * What there is to decide about the circle itself just now. The circle waits for it quietly;
 * each can be laid aside, and nothing happens by itself.
 */
import type { View } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { AskButton, Press, useConsole, useFind } from './console.tsx';
import styles from './facilitator.module.css';
import { RoundForm } from './round-form.tsx';

type Name = 'lead' | 'alone' | 'quiet-round' | 'ends-soon';

/** Laid aside until it comes up anew: at another time, in another round. */
const occasions = (view: View): readonly { readonly name: Name; readonly key: string }[] => {
  const all: { readonly name: Name; readonly key: string | null }[] = [
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
  return occasions(view)
    .filter(({ key }) => !aside.includes(key))
    .map(({ name, key }) => (
      <Decision key={key} name={name} onAside={() => setAside([...aside, key])} />
    ));
}

interface DecisionProps {
  readonly name: Name;
  readonly onAside: () => void;
}

function Decision({ name, onAside }: DecisionProps) {
  switch (name) {
    case 'lead':
      return <LeadBack onAside={onAside} />;
    case 'alone':
      return <OnlyOne onAside={onAside} />;
    case 'quiet-round':
      return <QuietRound onAside={onAside} />;
    case 'ends-soon':
      return <EndsSoon onAside={onAside} />;
  }
}

interface AskedProps {
  readonly words: ReactNode;
  /** What it is to lay it aside. */
  readonly leave: ReactNode;
  readonly onAside: () => void;
  readonly children: ReactNode;
}

function Asked({ words, leave, onAside, children }: AskedProps) {
  return (
    <div className={styles.decision}>
      <p>{words}</p>
      <div className={styles.pair}>
        {children}
        <Button kind="plain" className={styles.inherits} onClick={onAside}>
          {leave}
        </Button>
      </div>
    </div>
  );
}

type CardProps = Pick<AskedProps, 'onAside'>;

/** FAC-1: offered back, not taken. */
function LeadBack({ onAside }: CardProps) {
  const { view } = useConsole();
  const name = useFind()(view.lead)?.name;
  return (
    <Asked
      onAside={onAside}
      words={
        name ? (
          <Trans>{name} took the lead while you were away. You can take it back.</Trans>
        ) : (
          <Trans>You can take the lead back.</Trans>
        )
      }
      leave={<Trans>Don’t take it back</Trans>}
    >
      <AskButton asks={{ do: 'take-lead' }}>
        <Trans>Take the lead</Trans>
      </AskButton>
    </Asked>
  );
}

function OnlyOne({ onAside }: CardProps) {
  const { view } = useConsole();
  const name = view.people.find(
    ({ role, seat, here }) => role === 'participant' && seat === 'sharer' && here,
  )?.name;
  const myself = view.people.find(({ id }) => id === view.mine.person);
  return (
    <Asked
      onAside={onAside}
      words={
        name ? (
          <Trans>Only {name} is here to share. How would you like to continue?</Trans>
        ) : (
          <Trans>Only one person is here to share. How would you like to continue?</Trans>
        )
      }
      leave={<Trans>Just continue</Trans>}
    >
      {myself?.place === undefined && (
        <AskButton asks={{ do: 'insert', who: view.mine.person }}>
          <Trans>Join the round</Trans>
        </AskButton>
      )}
      <AskButton asks={{ do: 'set-floor', mode: 'open' }}>
        <Trans>Open the floor</Trans>
      </AskButton>
      <AskButton asks={{ do: 'end-round' }}>
        <Trans>End the round</Trans>
      </AskButton>
    </Asked>
  );
}

function QuietRound({ onAside }: CardProps) {
  const [starting, setStarting] = useState(false);
  return (
    <Asked
      onAside={onAside}
      words={<Trans>A quiet round: everyone passed. That’s fine.</Trans>}
      leave={<Trans>Just continue</Trans>}
    >
      <Press name="start-round" onPress={() => setStarting(true)}>
        <Trans>Another question…</Trans>
      </Press>
      <AskButton asks={{ do: 'set-floor', mode: 'quiet', seconds: 60 }}>
        <Trans>A minute of quiet</Trans>
      </AskButton>
      {starting && <RoundForm onClose={() => setStarting(false)} />}
    </Asked>
  );
}

/** PHA-3, PHA-4. */
function EndsSoon({ onAside }: CardProps) {
  const [starting, setStarting] = useState(false);
  return (
    <Asked
      onAside={onAside}
      words={<Trans>About ten minutes left. This is a good time for a closing round.</Trans>}
      leave={<Trans>Not now</Trans>}
    >
      <Press name="start-round" onPress={() => setStarting(true)}>
        <Trans>Closing round…</Trans>
      </Press>
      <AskButton asks={{ do: 'extend', minutes: 10 }}>
        <Trans>10 minutes more</Trans>
      </AskButton>
      {starting && <RoundForm closing onClose={() => setStarting(false)} />}
    </Asked>
  );
}

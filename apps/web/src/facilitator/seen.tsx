/**
 * Forms about the floor remember how it was when they were opened (RND-18). When another
 * facilitator changed it meanwhile, the form stays as it was filled in, says what is different
 * now, and offers to do it all the same.
 */
import type { View, WireCommand } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Spoken } from '../ui/spoken.tsx';
import { Said, useAsk, useConsole } from './console.tsx';
import styles from './facilitator.module.css';
import { stillToCome } from './person-state.ts';

export interface FloorForm {
  readonly busy: boolean;
  readonly said: string | null;
  /** Another facilitator was there before; until it is asked for once more. */
  readonly stale: boolean;
  /** How the floor was when the form was opened. */
  readonly before: View;
  /** True when it was done. `anyway`: as the floor is now. */
  readonly ask: (command: WireCommand, anyway?: boolean) => Promise<boolean>;
  /** The form is begun anew: it sees the floor as it is now. */
  readonly look: () => void;
}

export function useFloorForm(): FloorForm {
  const { view } = useConsole();
  const [before, setBefore] = useState(view);
  const { busy, said, refused, ask } = useAsk();
  return {
    busy,
    said,
    stale: refused === 'stale',
    before,
    ask: (command, anyway) => {
      const saw = anyway ? view : before;
      if (anyway) setBefore(view);
      return ask({ ...command, seen: saw.mine.floor } as WireCommand);
    },
    look: () => setBefore(view),
  };
}

interface FloorSaidProps {
  readonly form: FloorForm;
  /** Sends the same once more. */
  readonly again: () => void;
}

/** What became of it: nothing, a kind no, or what another facilitator did meanwhile. */
export function FloorSaid({ form, again }: FloorSaidProps) {
  const { view } = useConsole();
  const different = useDifferent(form.before, view);
  const who = useOther();
  if (!form.stale) return <Said words={form.said} />;
  return (
    <div className={styles.stale}>
      <Spoken how="no">
        <strong>
          {who ? (
            <Trans>{who} just changed the floor.</Trans>
          ) : (
            <Trans>Another facilitator just changed the floor.</Trans>
          )}
        </strong>{' '}
        {different ?? <Trans>You can see how it is now next to this form.</Trans>}
      </Spoken>
      <p>
        <Trans>What you filled in is still here.</Trans>
      </p>
      <Button busy={form.busy} onClick={again}>
        <Trans>Do it anyway</Trans>
      </Button>
    </div>
  );
}

/** The other facilitator, when there is only one: then it was them. */
function useOther(): string | null {
  const { view } = useConsole();
  const others = view.people.filter(
    ({ id, role }) => role === 'facilitator' && id !== view.mine.person,
  );
  return others.length === 1 ? (others[0]?.name ?? null) : null;
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at]);

/** What is different on the floor, in one sentence; null when nothing that can be seen is. */
function useDifferent(before: View, now: View): string | null {
  const { t } = useLingui();
  const has = now.holder ?? now.offered;
  const name = now.people.find(({ id }) => id === has)?.name;
  const { prompt } = now;
  if (now.round !== before.round) {
    if (now.round === null) return t`The round has ended.`;
    return t`A round has begun: “${prompt ?? ''}”`;
  }
  if (now.mode !== before.mode) {
    const modes: Readonly<Record<View['mode'], string>> = {
      open: t`The floor is open now.`,
      hands: t`People take turns by raised hand now.`,
      round: t`The round is continuing now.`,
      centre: t`The piece is in the centre now.`,
      responses: t`The circle is replying to the last person who shared.`,
      quiet: t`It’s a quiet time now.`,
      hold: t`The circle is paused now.`,
    };
    return modes[now.mode];
  }
  if (has !== (before.holder ?? before.offered)) {
    if (!name) return t`No one has the piece now.`;
    return now.holder
      ? t`${name} has the piece now.`
      : t`The piece is being offered to ${name} now.`;
  }
  if (prompt !== before.prompt) return t`The question is now: “${prompt ?? ''}”`;
  const order = (view: View) => stillToCome(view).map(({ id }) => id);
  if (!same(order(now), order(before))) return t`The order of people still to speak has changed.`;
  if (!same(now.hands, before.hands)) return t`The order of hands has changed.`;
  return null;
}

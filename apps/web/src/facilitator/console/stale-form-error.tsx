/** The outcome of a guarded form: nothing, a refusal, or what another facilitator changed (RND-18). */

import { Trans, useLingui } from '@lingui/react/macro';
import type { CircleView } from '../../circle/model/circle-view.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { useConsole } from './console-context.tsx';
import { remainingInRound } from './person-state.ts';
import styles from './stale-form-error.module.css';
import type { StaleFormGuard } from './use-stale-form-guard.ts';

interface StaleFormErrorProps {
  readonly form: StaleFormGuard;
  /** Sends the form again for the floor as it is now. */
  readonly retry: () => void;
}

export function StaleFormError({ form, retry }: StaleFormErrorProps) {
  const { view } = useConsole();
  const different = useFloorChangeText(form.before, view);
  const who = useOnlyOtherFacilitator();
  if (!form.isStale) return <CommandError command={form} look="line" />;
  return (
    <div className={styles.stale}>
      <SpokenText kind="no">
        <strong>
          {who ? (
            <Trans>{who} just changed the floor.</Trans>
          ) : (
            <Trans>Another facilitator just changed the floor.</Trans>
          )}
        </strong>{' '}
        {different ?? <Trans>You can see how it is now next to this form.</Trans>}
      </SpokenText>
      <p>
        <Trans>What you filled in is still here.</Trans>
      </p>
      <Button busy={form.busy} onClick={retry}>
        <Trans>Do it anyway</Trans>
      </Button>
    </div>
  );
}

/** The name of the other facilitator when there is only one; null otherwise. */
function useOnlyOtherFacilitator(): string | null {
  const { view } = useConsole();
  const others = view.people.filter(
    ({ id, role }) => role === 'facilitator' && id !== view.mine.person,
  );
  return others.length === 1 ? (others[0]?.name ?? null) : null;
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at]);

/** What changed on the floor, in one sentence; null when no visible part changed. */
function useFloorChangeText(before: CircleView, now: CircleView): string | null {
  const { t } = useLingui();
  const has = now.holder ?? now.offered;
  const name = now.people.find(({ id }) => id === has)?.name;
  const { prompt } = now;
  if (now.round !== before.round) {
    if (now.round === null) return t`The round has ended.`;
    return t`A round has begun: “${prompt ?? ''}”`;
  }
  if (now.mode !== before.mode) {
    const modes: Readonly<Record<CircleView['mode'], string>> = {
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
  const order = (view: CircleView) => remainingInRound(view).map(({ id }) => id);
  if (!sameItems(order(now), order(before)))
    return t`The order of people still to speak has changed.`;
  if (!sameItems(now.hands, before.hands)) return t`The order of hands has changed.`;
  return null;
}

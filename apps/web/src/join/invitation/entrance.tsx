/**
 * Says before the press how a person will enter, from the state of the circle (WAY-2, LIM-1):
 * directly or after being let in, to a seat or as a listener, now or when the doors open.
 */
import type { CircleCardBody } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Notice } from '../../ui/notice.tsx';
import styles from './invitation.module.css';

export interface EntranceState {
  readonly facilitates: boolean;
  readonly byThemselves: boolean;
  readonly isFull: boolean;
  readonly isLocked: boolean;
  readonly when: 'now' | 'later' | 'over' | 'unplanned';
}

/** A card that an older version stored in this tab has fewer fields: then nothing is promised. */
export function entranceState(
  { entrance, meeting }: Pick<CircleCardBody, 'entrance' | 'meeting'>,
  facilitates: boolean,
): EntranceState {
  const { byThemselves = false, isFull = false, isLocked = false } = entrance ?? {};
  return {
    facilitates,
    byThemselves: facilitates || byThemselves,
    isFull: !facilitates && isFull,
    isLocked: !facilitates && isLocked,
    when: meeting === null ? 'unplanned' : entranceTime(meeting.phase),
  };
}

const entranceTime = (phase: string): EntranceState['when'] =>
  phase === 'scheduled'
    ? 'later'
    : ['aftercare', 'closed', 'purged'].includes(phase)
      ? 'over'
      : 'now';

interface EntranceNoticeProps {
  readonly entrance: EntranceState;
  readonly seats: number;
}

/** The reason why the person cannot enter as they chose; nothing when they can. */
export function EntranceNotice({ entrance, seats }: EntranceNoticeProps) {
  const { facilitates, isFull, isLocked, when } = entrance;
  if (facilitates) return null;
  if (when === 'over') {
    return (
      <Notice tone="honey">
        <Trans>This meeting is over. You can join the circle now, for the next one.</Trans>
      </Notice>
    );
  }
  if (isLocked) {
    return (
      <Notice tone="honey">
        <Trans>
          No one new can come in at the moment. You can join and wait: the page opens by itself.
        </Trans>
      </Notice>
    );
  }
  if (!isFull) return null;
  const taken = plural(seats, {
    one: 'The one seat for sharing is taken.',
    other: 'All # seats for sharing are taken.',
  });
  return (
    <Notice tone="honey">
      {taken} <Trans>You can come in and listen, and ask for a seat later.</Trans>
    </Notice>
  );
}

/** What the button does. */
export function JoinEffectText({ entrance }: { readonly entrance: EntranceState }) {
  const { facilitates, byThemselves, when } = entrance;
  if (facilitates) return null;
  return (
    <p className={styles.aside}>
      {!byThemselves ? (
        <Trans>
          No one in the circle sees you until you’re let in. Only the facilitators see that you’re
          waiting.
        </Trans>
      ) : when === 'now' ? (
        <Trans>You come straight in, and people in the circle see your name.</Trans>
      ) : (
        <Trans>
          You come in by yourself when the circle opens. Then people in it see your name.
        </Trans>
      )}
    </p>
  );
}

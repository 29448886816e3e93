/** An alert in plain words (ALR-1), and where it is dealt with. */
import type { AlertDetail, AlertKind, InboxAlert, StaffRole } from '@holdspace/protocol';
import { t } from '@lingui/core/macro';
import { staffPaths } from '../page/staff-paths.ts';

/** What happened, in one sentence. */
export function alertTitle(kind: AlertKind): string {
  switch (kind) {
    case 'unsafe':
      return t`Somebody says they’re not safe`;
    case 'help':
      return t`A call for help that nobody has seen`;
    case 'hold':
      return t`A circle is on hold, without a facilitator`;
    case 'no-show':
      return t`No facilitator has come to a circle`;
    case 'report':
      return t`A report about a facilitator`;
    case 'appeal':
      return t`Somebody asks to look at a decision again`;
    case 'uncovered':
      return t`A meeting that nobody facilitates yet`;
    case 'channel':
      return t`A way to be alerted doesn’t work`;
    default:
      return kind satisfies never;
  }
}

/** What would help, in one sentence. */
export function alertAdvice(kind: AlertKind): string {
  switch (kind) {
    case 'unsafe':
      return t`Read what they wrote, and answer them now.`;
    case 'help':
      return t`Read it, and answer, or ask a facilitator to.`;
    case 'hold':
      return t`People are waiting. A facilitator can take over at any moment.`;
    case 'no-show':
      return t`It should have begun. People may be waiting at the door.`;
    case 'report':
      return t`Read it when you have some quiet. Facilitators of the circle don’t see it.`;
    case 'appeal':
      return t`They were excluded, or something of theirs was taken away.`;
    case 'uncovered':
      return t`Ask somebody to facilitate it.`;
    case 'channel':
      return t`It failed twice in a row. The other ways told you.`;
    default:
      return kind satisfies never;
  }
}

type Delivery = AlertDetail['deliveries'][number];

const channelText = (kind: Delivery['kind']): string => {
  switch (kind) {
    case 'push':
      return t`Notification`;
    case 'email':
      return t`E-mail`;
    case 'webhook':
      return t`Other service`;
    default:
      return t`A way that was removed`;
  }
};

/** What one channel answered (ALR-4): nothing is said to have arrived that only was handed over. */
export function deliveryText({ kind, state, next }: Delivery): string {
  const channel = channelText(kind);
  switch (state) {
    case 'waiting':
      return t`${channel}: waits to be sent.`;
    case 'handed-over':
      return t`${channel}: handed over.`;
    case 'seen':
      return t`${channel}: seen.`;
    case 'refused':
      return next === null
        ? t`${channel}: refused by the other side.`
        : t`${channel}: refused by the other side. It is tried again.`;
    case 'no-answer':
      return next === null
        ? t`${channel}: no answer.`
        : t`${channel}: no answer. It is tried again.`;
    default:
      return state satisfies never;
  }
}

export interface AlertPlace {
  readonly to: string;
  readonly label: string;
}

/** Null where this person has no page of it: nothing but the inbox tells them. */
export function alertPlace(
  { kind, circle }: Pick<InboxAlert, 'kind' | 'circle'>,
  roles: readonly StaffRole[],
): AlertPlace | null {
  const isOrganiser = roles.includes('organiser');
  if (circle === null) {
    return isOrganiser ? { to: staffPaths.settings, label: t`Go to the settings` } : null;
  }
  const to = staffPaths.circle(circle);
  if (kind === 'unsafe' || kind === 'help') return { to, label: t`Read and answer` };
  if (kind === 'uncovered' && roles.includes('facilitator')) {
    return { to: staffPaths.myMeetings, label: t`Go to My meetings` };
  }
  return isOrganiser || roles.includes('facilitator') ? { to, label: t`Go to the circle` } : null;
}

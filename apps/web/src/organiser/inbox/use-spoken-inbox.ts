/** What is spoken of the inbox: once when something new needs somebody, and who has it (ALR-3). */
import type { InboxAlert, InboxPacket } from '@holdspace/protocol';
import { plural, t } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import { announce } from '../../ui/announcer.tsx';
import { useInbox } from '../page/inbox-context.ts';
import { useStaffSession } from '../page/staff-session.ts';

/** `''` when nothing of the change is spoken. `before`: null when nothing was known. */
export function spokenInboxChange(
  before: InboxPacket | null,
  after: InboxPacket,
  you: string,
): string {
  const known = new Map((before?.alerts ?? []).map((each) => [each.id, each]));
  const isNew = ({ id, state }: InboxAlert) => state === 'open' && known.get(id)?.state !== 'open';
  const { open } = after.counts;
  const fresh = after.alerts.filter(isNew).length;
  if (fresh > 0) {
    return before === null
      ? plural(open, { one: '# thing needs somebody.', other: '# things need somebody.' })
      : plural(fresh, {
          one: 'Something new needs somebody.',
          other: '# new things need somebody.',
        });
  }
  const taken = after.alerts.find(
    ({ id, by }) => by !== undefined && by !== you && known.get(id)?.state === 'open',
  );
  if (!taken) return '';
  const name = taken.byName || t`Somebody`;
  return t`${name} has it now.`;
}

export function useSpokenInbox(): void {
  const { inbox } = useInbox();
  const { id } = useStaffSession();
  const before = useRef<InboxPacket | null>(null);
  useEffect(() => {
    if (inbox === null) return;
    const text = spokenInboxChange(before.current, inbox, id);
    before.current = inbox;
    if (text !== '') announce(text);
  }, [inbox, id]);
}

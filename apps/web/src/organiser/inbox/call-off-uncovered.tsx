/** Of a meeting that nobody carries and that begins soon: postpone or cancel it by one press (CVR-4). */
import type { InboxAlert } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { useNow } from '../../lib/time/now.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './alert-card.module.css';

/** From so long before the start on, ms; as the server. */
const callOffLead = 3 * 60 * 60_000;

export function CallOffUncovered({ alert }: { readonly alert: InboxAlert }) {
  const { t } = useLingui();
  const now = useNow();
  const request = useStaffRequest();
  const { circle, meeting, start } = alert;
  if (!circle || !meeting || start === undefined) return null;
  const when = formatDateTime(start, now);
  if (start <= now) return null;
  if (start - callOffLead > now) {
    return (
      <p>
        <Trans>It begins {when}.</Trans>
      </p>
    );
  }
  const callOff = async (how: 'postpone' | 'cancel') => {
    const sent = await request.run((api) => api.callOff({ circle, id: meeting }, { how }));
    if (!sent?.ok) return;
    const later = sent.value.start;
    announce(
      later === null
        ? t`It’s cancelled. Its members see that on their page.`
        : t`It’s postponed to ${formatDateTime(Date.parse(later))}. Its members see that on their page.`,
    );
  };
  return (
    <div className={styles.holder}>
      <p>
        <Trans>It begins {when}, and nobody carries it.</Trans>
      </p>
      <div className={styles.buttons}>
        <Button busy={request.busy} onClick={() => void callOff('postpone')}>
          <Trans>Postpone by a day</Trans>
        </Button>
        <Button kind="plain" busy={request.busy} onClick={() => void callOff('cancel')}>
          <Trans>Cancel this meeting</Trans>
        </Button>
      </div>
      <CommandError command={request} look="line" />
    </div>
  );
}

/** One alert of the inbox: what happened, when, who has it, and *I have it* (ALR-3). */
import type { InboxAlert } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { useFocusSwap } from '../../ui/use-focus-swap.ts';
import { useStaffSession } from '../page/staff-session.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import styles from './alert-card.module.css';
import { alertAdvice, alertPlace, alertTitle } from './alert-texts.ts';
import { AlertTrail } from './alert-trail.tsx';
import { CallOffUncovered } from './call-off-uncovered.tsx';

interface AlertCardProps {
  readonly alert: InboxAlert;
  /** Null when it is about no circle, or its name is unknown. */
  readonly circleName: string | null;
}

export function AlertCard({ alert, circleName }: AlertCardProps) {
  const { kind, since, state } = alert;
  const id = useId();
  const { roles } = useStaffSession();
  const place = alertPlace(alert, roles);
  return (
    <article className={styles.alert} data-kind={kind} data-state={state} aria-labelledby={id}>
      <h3 id={id} className={styles.title}>
        {alertTitle(kind)}
      </h3>
      <p className={styles.about}>
        {circleName !== null && (
          <>
            <bdi>{circleName}</bdi>
            {' · '}
          </>
        )}
        <Trans>since {formatDateTime(since)}</Trans>
      </p>
      {state === 'open' && <p>{alertAdvice(kind)}</p>}
      {kind === 'uncovered' && <CallOffUncovered alert={alert} />}
      <AlertHolder alert={alert}>
        {place && (
          <ButtonLink to={place.to}>
            {place.label}
            {circleName !== null && <span className="hidden"> {circleName}</span>}
          </ButtonLink>
        )}
      </AlertHolder>
      <AlertTrail id={alert.id} title={alertTitle(kind)} />
    </article>
  );
}

interface AlertHolderProps {
  readonly alert: InboxAlert;
  readonly children: React.ReactNode;
}

/** Who has it, and taking it or giving it back; what others do arrives by the inbox itself. */
function AlertHolder({ alert, children }: AlertHolderProps) {
  const { t } = useLingui();
  const { id: you } = useStaffSession();
  const request = useStaffRequest();
  const { id, kind, state, by, byName } = alert;
  const isYours = by === you;
  const holder = useFocusSwap<HTMLDivElement>(isYours);
  const name = byName || t`Somebody of the staff`;
  const act = async (take: boolean) => {
    const sent = await request.run((api) => (take ? api.takeAlert(id) : api.returnAlert(id)));
    if (!sent?.ok) return;
    announce(
      take
        ? t`You have it. Everybody who was alerted can see that.`
        : t`You gave it back. The next person is alerted.`,
    );
  };
  const about = <span className="hidden"> ({alertTitle(kind)})</span>;
  return (
    <div ref={holder} className={styles.holder}>
      <p className={styles.state} data-first={isYours || undefined} tabIndex={-1}>
        {state === 'open' ? (
          <Trans>Nobody has it yet.</Trans>
        ) : isYours ? (
          <Trans>You have it. Nobody else is alerted.</Trans>
        ) : (
          <Trans>
            <bdi>{name}</bdi> has it.
          </Trans>
        )}
      </p>
      <div className={styles.buttons}>
        {state === 'open' && (
          <Button kind="primary" size="m" busy={request.busy} onClick={() => void act(true)}>
            <Trans>I have it</Trans>
            {about}
          </Button>
        )}
        {children}
        {isYours && (
          <Button kind="plain" busy={request.busy} onClick={() => void act(false)}>
            <Trans>Give it back</Trans>
            {about}
          </Button>
        )}
      </div>
      <CommandError command={request} look="line" />
    </div>
  );
}

/**
 * The dates in one's own calendar (RHY-5): one appointment as a file, or an address that a calendar
 * asks by itself. The address is a secret of this person; it can be ended at any time.
 */
import { memberApi } from '@holdspace/client';
import type { FeedTitle, PlaceBody } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRequest } from '../lib/api/use-request.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { CopyLink } from '../ui/copy-link.tsx';
import { Choice } from '../ui/field.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import styles from './place.module.css';

interface CalendarSectionProps {
  readonly place: PlaceBody;
  readonly onChanged: () => void;
}

export function CalendarSection({ place, onChanged }: CalendarSectionProps) {
  const { feed, state } = place;
  const [title, setTitle] = useState<FeedTitle>(feed?.title ?? 'neutral');
  if (feed === null || state === 'ended') return null;
  return (
    <details className={styles.more}>
      <summary>
        <Trans>Put the dates into my calendar</Trans>
      </summary>
      <div className={styles.part}>
        <p>
          <Trans>
            A calendar can be up to a day behind, also when a meeting is moved or cancelled. What
            counts is this page.
          </Trans>
        </p>
        <FeedTitleChoice place={place} title={title} onChange={setTitle} />
        <SingleAppointment place={place} title={title} />
        <FeedAddress key={title} place={place} title={title} onChanged={onChanged} />
      </div>
    </details>
  );
}

interface FeedTitleChoiceProps {
  readonly place: PlaceBody;
  readonly title: FeedTitle;
  readonly onChange: (title: FeedTitle) => void;
}

function FeedTitleChoice({ place, title, onChange }: FeedTitleChoiceProps) {
  const { t } = useLingui();
  return (
    <Choice
      label={t`What a meeting is called in your calendar`}
      options={[
        {
          value: 'neutral',
          label: t`Appointment`,
          hint: t`Others who see your calendar learn nothing from it.`,
        },
        {
          value: 'real',
          label: <bdi>{place.name}</bdi>,
          hint: t`Everyone who sees your calendar can read it.`,
        },
      ]}
      value={title}
      onChange={onChange}
    />
  );
}

interface TitledProps {
  readonly place: PlaceBody;
  readonly title: FeedTitle;
}

/** Of the next meeting, with a reminder 15 minutes before. */
function SingleAppointment({ place: { circle, next }, title }: TitledProps) {
  if (next === null) return null;
  const at = encodeURIComponent;
  const file = `/api/circles/${at(circle)}/meetings/${at(next.id)}/appointment.ics?title=${title}`;
  return (
    <a className={styles.file} href={file} download="appointment.ics">
      <Trans>Only the next date, as a file</Trans>
    </a>
  );
}

interface FeedAddressProps extends TitledProps {
  readonly onChanged: () => void;
}

function FeedAddress({ place, title, onChanged }: FeedAddressProps) {
  const { t } = useLingui();
  const { circle, feed } = place;
  const [url, setUrl] = useState<string | null>(null);
  const [isRevoked, setRevoked] = useState(false);
  const exists = feed?.exists === true && !isRevoked;
  const swap = useFocusSwap<HTMLDivElement>(url ?? String(isRevoked));
  const showing = useRequest();
  const show = async () => {
    const result = await showing.run(() => memberApi({}).feed(circle, title));
    if (!result?.ok) return;
    setUrl(result.value.url);
    setRevoked(false);
    announce(t`Your calendar address is shown below.`);
    onChanged();
  };
  const revoked = () => {
    setUrl(null);
    setRevoked(true);
    onChanged();
  };
  if (url === null) {
    return (
      <div ref={swap} className={styles.address}>
        <div>
          <Button busy={showing.busy} onClick={() => void show()}>
            {exists ? (
              <Trans>Show my calendar address</Trans>
            ) : (
              <Trans>Make my calendar address</Trans>
            )}
          </Button>
        </div>
        <CommandError command={showing} />
        {exists && <RevokeFeed circle={circle} onRevoked={revoked} />}
      </div>
    );
  }
  return (
    <div ref={swap} className={styles.address}>
      <CopyLink url={url} label={t`Your calendar address`}>
        <a className={styles.file} href={url.replace(/^https?:/, 'webcal:')}>
          <Trans>Open in my calendar</Trans>
        </a>
      </CopyLink>
      <p className={styles.aside}>
        <Trans>
          Add it in your calendar as a calendar by address. Anyone who has it can read these
          appointments, and nothing else.
        </Trans>
      </p>
      <RevokeFeed circle={circle} onRevoked={revoked} />
    </div>
  );
}

interface RevokeFeedProps {
  readonly circle: string;
  readonly onRevoked: () => void;
}

function RevokeFeed({ circle, onRevoked }: RevokeFeedProps) {
  const { t } = useLingui();
  const request = useRequest();
  const revoke = async () => {
    if (!(await request.run(() => memberApi({}).revokeFeed(circle)))?.ok) return false;
    announce(t`The calendar address no longer works.`);
    onRevoked();
    return true;
  };
  return (
    <ConfirmButton
      label={t`End the calendar address`}
      confirmLabel={t`Yes, end it`}
      cancelLabel={t`Keep it`}
      busy={request.busy}
      problem={request.errorText}
      onConfirm={revoke}
    >
      <Trans>
        The address stops working at once. Dates that are in your calendar already may stay there
        until you remove them.
      </Trans>
    </ConfirmButton>
  );
}

/** Where a person of the staff is signed in; each can be ended, and all at once (STF-3). */
import type { OwnStaff } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { announce } from '../../ui/announcer.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { dayWithYear } from '../page/format-day.ts';
import layout from '../page/layout.module.css';
import { useStaffSession } from '../page/staff-session.ts';
import { useStaffRequest } from '../proof/proof-context.ts';
import type { OwnStaffProps } from './own-staff-props.ts';

type OwnStaffSession = OwnStaff['sessions'][number];

export function OwnStaffSessions({ own, onChanged }: OwnStaffProps) {
  const sessions = own.sessions.toSorted(
    (one, other) => Number(other.current) - Number(one.current),
  );
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Where you’re signed in</Trans>
      </h2>
      <ul className={layout.list}>
        {sessions.map((session) => (
          <li key={session.id}>
            <OwnStaffSessionRow session={session} onChanged={onChanged} />
          </li>
        ))}
      </ul>
      <SignOutStaffEverywhere hasPasskey={own.passkeys.length > 0} />
    </section>
  );
}

interface OwnStaffSessionRowProps extends Pick<OwnStaffProps, 'onChanged'> {
  readonly session: OwnStaffSession;
}

function OwnStaffSessionRow({ session, onChanged }: OwnStaffSessionRowProps) {
  const { t } = useLingui();
  const { recheck } = useStaffSession();
  const request = useStaffRequest();
  const { id, label, current } = session;
  const origin = useSignInText(session);
  const name = label || (current ? t`This device` : t`Another device`);
  const end = async () => {
    if (!(await request.run((api) => api.endOwnStaffSession(id)))?.ok) return false;
    announce(t`Signed out there.`);
    if (current) recheck();
    else onChanged();
    return true;
  };
  return (
    <div className={layout.entry}>
      <span className={layout.text}>
        <span className={layout.name}>
          <bdi>{name}</bdi>
          {current && label !== '' && <Trans> (this device)</Trans>}
        </span>
        <span className={layout.muted}>{origin}</span>
      </span>
      <ConfirmButton
        label={current ? t`Sign out here…` : t`Sign out there…`}
        about={name}
        confirmLabel={t`Sign out`}
        cancelLabel={t`Cancel`}
        busy={request.busy}
        problem={request.errorText}
        onConfirm={end}
      >
        {current ? (
          <Trans>You’re signed out of the pages of staff in this browser. Nothing else ends.</Trans>
        ) : (
          <Trans>That device is signed out at once. What is open there closes.</Trans>
        )}
      </ConfirmButton>
    </div>
  );
}

function useSignInText({ by, since }: OwnStaffSession): string {
  const { t } = useLingui();
  const day = dayWithYear(since);
  switch (by) {
    case 'passkey':
      return t`by a passkey, since ${day}`;
    case 'recovery':
      return t`by a link for recovery, since ${day}`;
    case 'link':
      return t`by a one-time link, since ${day}`;
    case 'upgrade':
      return t`since ${day} or earlier`;
    default:
      return by satisfies never;
  }
}

function SignOutStaffEverywhere({ hasPasskey }: { readonly hasPasskey: boolean }) {
  const { t } = useLingui();
  const { recheck } = useStaffSession();
  const request = useStaffRequest();
  const signOut = async () => {
    if (!(await request.run((api) => api.signOutStaffEverywhere()))?.ok) return false;
    recheck();
    return true;
  };
  return (
    <ConfirmButton
      label={t`Sign out everywhere…`}
      confirmLabel={t`Sign out everywhere`}
      cancelLabel={t`Stay signed in`}
      busy={request.busy}
      problem={request.errorText}
      onConfirm={signOut}
    >
      <Trans>All your devices are signed out at once, this one too.</Trans>{' '}
      {hasPasskey ? (
        <Trans>Your passkeys stay: you sign in again with one of them.</Trans>
      ) : (
        <strong>
          <Trans>You have no passkey. To come in again you need a one-time link.</Trans>
        </strong>
      )}
    </ConfirmButton>
  );
}

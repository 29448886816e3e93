/** The page of organisers and API keys: a list of both, with removal of each (KEY-4). */
import type { KeyList, OrganiserList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { Page } from '../../app/shell/page.tsx';
import { useQuery } from '../../lib/api/use-query.ts';
import { useRequest } from '../../lib/api/use-request.ts';
import { paths } from '../../lib/paths.ts';
import { announce } from '../../ui/announcer.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Pebble } from '../../ui/pebble.tsx';
import layout from '../page/layout.module.css';
import { LoadFailedPage } from '../page/status-pages.tsx';
import { ApiKeys } from './api-keys.tsx';
import { dayWithYear } from './format-day.ts';

interface StaffPageProps {
  /** Called when this browser is no longer signed in as an organiser. */
  readonly onSignedOut: () => void;
}

export function StaffPage({ onSignedOut }: StaffPageProps) {
  const { t } = useLingui();
  const [staff, reloadStaff] = useQuery((api) => api.organisers());
  const [keys, reloadKeys] = useQuery((api) => api.keys());
  if (staff.state === 'loading') return <Page title={t`Organisers`}>{null}</Page>;
  if (staff.state === 'failed') return <LoadFailedPage {...staff} onRetry={reloadStaff} />;
  return (
    <StaffSections
      staff={staff.value}
      keys={keys.state === 'there' ? keys.value : []}
      onChanged={() => {
        reloadStaff();
        reloadKeys();
      }}
      onSignedOut={onSignedOut}
    />
  );
}

interface StaffSectionsProps extends StaffPageProps {
  readonly staff: OrganiserList;
  readonly keys: KeyList;
  /** Loads both lists again. */
  readonly onChanged: () => void;
}

export function StaffSections({ staff, keys, onChanged, onSignedOut }: StaffSectionsProps) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Organisers`}
      lead={t`They open circles, invite people and answer what’s sent to the organisers. They have no names here.`}
      above={
        <div>
          <ButtonLink
            to={paths.organiser}
            kind="plain"
            icon={<ArrowLeft size={18} className="flips" aria-hidden="true" />}
          >
            <Trans>Your circles</Trans>
          </ButtonLink>
        </div>
      }
      wide
    >
      <div className={layout.columns}>
        <div className={layout.column}>
          <section className={layout.stack}>
            <h2>
              <Trans>Organisers</Trans>
            </h2>
            <ul className={layout.list}>
              {staff.map((each) => (
                <li key={each.id}>
                  <StaffRow
                    organiser={each}
                    isLast={staff.length < 2}
                    onDismissed={each.you ? onSignedOut : onChanged}
                  />
                </li>
              ))}
            </ul>
          </section>
          <InviteOrganiser />
        </div>
        <div className={layout.column}>
          <ApiKeys keys={keys} staff={staff} onChanged={onChanged} />
          <OrganiserSignIn onSignedOut={onSignedOut} />
        </div>
      </div>
    </Page>
  );
}

interface StaffRowProps {
  readonly organiser: OrganiserList[number];
  readonly isLast: boolean;
  readonly onDismissed: () => void;
}

function StaffRow({ organiser, isLast, onDismissed }: StaffRowProps) {
  const { t } = useLingui();
  const { id, since, you } = organiser;
  const request = useRequest();
  const dismiss = async () => {
    if (!(await request.run((api) => api.dismissOrganiser(id)))?.ok) return false;
    announce(you ? t`You’re no longer an organiser.` : t`They’re no longer an organiser.`);
    onDismissed();
    return true;
  };
  const when = since === null ? t`since before we kept track` : t`since ${dayWithYear(since)}`;
  return (
    <div className={layout.entry}>
      <div className={layout.item}>
        <Pebble id={id} size={36} />
        <span className={layout.text}>
          <span className={layout.name}>{you ? t`You` : t`Another organiser`}</span>
          <span className={layout.muted}>{when}</span>
        </span>
      </div>
      {isLast ? (
        <p className={layout.muted}>
          <Trans>The last organiser can’t be removed, so there’s always someone to turn to.</Trans>
        </p>
      ) : (
        <ConfirmButton
          label={you ? t`Stop organising…` : t`Dismiss…`}
          about={you ? undefined : when}
          confirmLabel={you ? t`Stop organising` : t`Dismiss`}
          cancelLabel={t`Cancel`}
          busy={request.busy}
          problem={request.errorText}
          onConfirm={dismiss}
        >
          {you ? (
            <Trans>
              You’ll be signed out as an organiser on all devices, and the keys you made stop
              working. Your circles stay with the other organisers.
            </Trans>
          ) : (
            <Trans>
              They’re signed out as an organiser on all devices at once, and the keys they made stop
              working. The circles stay as they are.
            </Trans>
          )}
        </ConfirmButton>
      )}
    </div>
  );
}

function InviteOrganiser() {
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Add an organiser</Trans>
      </h2>
      <p>
        <Trans>
          The person who runs this server makes a link with this command. It works once. Send it to
          the new organiser.
        </Trans>
      </p>
      <p>
        <code className={layout.command}>npx holdspace organiser-link</code>
      </p>
    </section>
  );
}

function OrganiserSignIn({ onSignedOut }: StaffPageProps) {
  const { t } = useLingui();
  const request = useRequest();
  const [isSignedOut, setSignedOut] = useState(false);
  const signOut = async () => {
    if (!(await request.run((api) => api.signOutOrganiserEverywhere()))?.ok) return false;
    setSignedOut(true);
    onSignedOut();
    return true;
  };
  if (isSignedOut) return null;
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Your sign-in</Trans>
      </h2>
      <ConfirmButton
        label={t`Sign out everywhere…`}
        confirmLabel={t`Sign out everywhere`}
        cancelLabel={t`Stay signed in`}
        busy={request.busy}
        problem={request.errorText}
        onConfirm={signOut}
      >
        <Trans>
          You’ll be signed out as an organiser on all devices, this one too. To come back you need a
          new link from the person who runs this server: <code>npx holdspace organiser-link</code>.
          You’ll then be a new organiser; what you did stays.
        </Trans>
      </ConfirmButton>
    </section>
  );
}

/** The people who organise and the keys of programs: who there is, and taking it back (KEY-4). */
import type { KeyList, OrganiserList } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useLoaded } from '../lib/use-loaded.ts';
import { useTelling } from '../lib/use-telling.ts';
import { paths } from '../paths.ts';
import { announce } from '../ui/announcer.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Confirmed } from '../ui/confirmed.tsx';
import { Page } from '../ui/page.tsx';
import { Pebble } from '../ui/pebble.tsx';
import { dayWithYear } from './day.ts';
import { Keys } from './keys.tsx';
import styles from './organiser.module.css';
import { Failed } from './shut.tsx';

interface StaffScreenProps {
  /** This browser is signed out as an organiser now. */
  readonly onSignedOut: () => void;
}

export function StaffScreen({ onSignedOut }: StaffScreenProps) {
  const { t } = useLingui();
  const [staff, again] = useLoaded((api) => api.organisers());
  const [keys, askKeys] = useLoaded((api) => api.keys());
  if (staff.state === 'loading') return <Page title={t`Organisers`}>{null}</Page>;
  if (staff.state === 'failed') return <Failed {...staff} onAgain={again} />;
  return (
    <Staff
      staff={staff.value}
      keys={keys.state === 'there' ? keys.value : []}
      onChanged={() => {
        again();
        askKeys();
      }}
      onSignedOut={onSignedOut}
    />
  );
}

interface StaffProps extends StaffScreenProps {
  readonly staff: OrganiserList;
  readonly keys: KeyList;
  /** Ask the server again. */
  readonly onChanged: () => void;
}

export function Staff({ staff, keys, onChanged, onSignedOut }: StaffProps) {
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
      <div className={styles.halves}>
        <div className={styles.half}>
          <section className={styles.section}>
            <h2>
              <Trans>Organisers</Trans>
            </h2>
            <ul className={styles.list}>
              {staff.map((each) => (
                <li key={each.id}>
                  <StaffRow
                    one={each}
                    isLast={staff.length < 2}
                    onDismissed={each.you ? onSignedOut : onChanged}
                  />
                </li>
              ))}
            </ul>
          </section>
          <Invite />
        </div>
        <div className={styles.half}>
          <Keys keys={keys} staff={staff} onChanged={onChanged} />
          <OwnSignIn onSignedOut={onSignedOut} />
        </div>
      </div>
    </Page>
  );
}

interface StaffRowProps {
  readonly one: OrganiserList[number];
  readonly isLast: boolean;
  readonly onDismissed: () => void;
}

function StaffRow({ one, isLast, onDismissed }: StaffRowProps) {
  const { t } = useLingui();
  const { id, since, you } = one;
  const { busy, problem, tell } = useTelling();
  const dismiss = async () => {
    if (!(await tell((server) => server.dismissOrganiser(id)))) return false;
    announce(you ? t`You’re no longer an organiser.` : t`They’re no longer an organiser.`);
    onDismissed();
    return true;
  };
  const when = since === null ? t`since before we kept track` : t`since ${dayWithYear(since)}`;
  return (
    <div className={styles.one}>
      <div className={styles.item}>
        <Pebble id={id} size={36} />
        <span className={styles.lines}>
          <span className={styles.name}>{you ? t`You` : t`Another organiser`}</span>
          <span className={styles.quiet}>{when}</span>
        </span>
      </div>
      {isLast ? (
        <p className={styles.quiet}>
          <Trans>The last organiser can’t be removed, so there’s always someone to turn to.</Trans>
        </p>
      ) : (
        <Confirmed
          label={you ? t`Stop organising…` : t`Dismiss…`}
          about={you ? undefined : when}
          yes={you ? t`Stop organising` : t`Dismiss`}
          no={t`Cancel`}
          busy={busy}
          problem={problem}
          onYes={dismiss}
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
        </Confirmed>
      )}
    </div>
  );
}

function Invite() {
  return (
    <section className={styles.section}>
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
        <code className={styles.command}>npx holdspace organiser-link</code>
      </p>
    </section>
  );
}

function OwnSignIn({ onSignedOut }: StaffScreenProps) {
  const { t } = useLingui();
  const { busy, problem, tell } = useTelling();
  const [isOut, setOut] = useState(false);
  const out = async () => {
    if (!(await tell((server) => server.signOutOrganiserEverywhere()))) return false;
    setOut(true);
    onSignedOut();
    return true;
  };
  if (isOut) return null;
  return (
    <section className={styles.section}>
      <h2>
        <Trans>Your sign-in</Trans>
      </h2>
      <Confirmed
        label={t`Sign out everywhere…`}
        yes={t`Sign out everywhere`}
        no={t`Stay signed in`}
        busy={busy}
        problem={problem}
        onYes={out}
      >
        <Trans>
          You’ll be signed out as an organiser on all devices, this one too. To come back you need a
          new link from the person who runs this server: <code>npx holdspace organiser-link</code>.
          You’ll then be a new organiser; what you did stays.
        </Trans>
      </Confirmed>
    </section>
  );
}

/**
 * Where somebody is signed in, what happened to their sign-in, a new return code, and signing
 * out (KEY-2, KEY-3). Everything is about the person who looks; nobody in the circle is told.
 */
import type { OwnSessions } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useCircle } from '../circle/model/circle-context.ts';
import { useOpenCalls } from '../circle/model/open-calls.ts';
import { useMutation } from '../lib/api/use-mutation.ts';
import { useQuery } from '../lib/api/use-query.ts';
import { paths } from '../lib/paths.ts';
import { storedReturnCode } from '../lib/storage/circle-storage.ts';
import { resetTabStorage } from '../lib/storage/storage.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { SpokenText } from '../ui/spoken-text.tsx';
import styles from './devices.module.css';
import { makeReturnCode } from './make-return-code.ts';
import { ReturnCode } from './return-code.tsx';
import { SecurityNotices } from './security-notices.tsx';
import { SessionList } from './session-list.tsx';

export function DevicesPanel() {
  const { circle } = useCircle();
  const [loaded, again] = useQuery((server) => server.sessions(circle), circle);
  if (loaded.state === 'loading') {
    return (
      <SpokenText>
        <Trans>One moment.</Trans>
      </SpokenText>
    );
  }
  if (loaded.state === 'failed') {
    return (
      <>
        <ReturnCode inSheet />
        <Notice tone="honey" spoken>
          {loaded.problem.message || <Trans>That didn’t work. Please press again.</Trans>}
        </Notice>
        <Button onClick={again}>
          <Trans>Try again</Trans>
        </Button>
      </>
    );
  }
  return <DevicesContent sessions={loaded.value} onChanged={again} />;
}

interface DevicesContentProps {
  readonly sessions: OwnSessions;
  /** Ask the server again. */
  readonly onChanged: () => void;
}

export function DevicesContent({ sessions: known, onChanged }: DevicesContentProps) {
  return (
    <div className={styles.parts}>
      <SecurityNotices notices={known.notices} mayMakeCode={known.mayMakeCode === true} />
      <ReturnCodeSection sessions={known} onChanged={onChanged} />
      <section className={styles.part}>
        <h3>
          <Trans>Where you’re signed in</Trans>
        </h3>
        <SessionList sessions={known.sessions} />
      </section>
      <SignOutSection hasCode={known.hasCode} isAlone={known.sessions.length < 2} />
    </div>
  );
}

function ReturnCodeSection({ sessions: known, onChanged }: DevicesContentProps) {
  const { t } = useLingui();
  const { circle } = useCircle();
  const { busy, problem, mutate: tell } = useMutation();
  const [shown, setShown] = useState<'kept' | 'made' | null>(() =>
    storedReturnCode(circle) === null ? null : 'kept',
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const isPutAway = useRef(false);
  useEffect(() => {
    if (shown === null && isPutAway.current) heading.current?.focus();
  }, [shown]);
  const make = async () => {
    if (!(await tell(() => makeReturnCode(circle)))) return false;
    setShown('made');
    onChanged();
    return true;
  };
  if (shown) {
    return (
      <ReturnCode
        inSheet
        focused={shown === 'made'}
        onDismiss={() => {
          isPutAway.current = true;
          setShown(null);
          onChanged();
        }}
      />
    );
  }
  const { hasCode, mayMakeCode } = known;
  return (
    <section className={styles.part}>
      <h3 ref={heading} tabIndex={-1}>
        <Trans>Your return code</Trans>
      </h3>
      <p>
        {hasCode ? (
          <Trans>You have one. Its words were shown only when you made it.</Trans>
        ) : (
          <Trans>You don’t have one yet. With six words you can come back on any device.</Trans>
        )}
      </p>
      {mayMakeCode === true ? (
        <ConfirmButton
          label={hasCode ? t`Make a new code` : t`Make a return code`}
          confirmLabel={t`Make the code`}
          cancelLabel={hasCode ? t`Keep the old code` : t`Not now`}
          busy={busy}
          problem={problem}
          onConfirm={make}
        >
          {hasCode ? (
            <Trans>
              The old code stops working at once, and your other devices are signed out. This device
              stays signed in.
            </Trans>
          ) : (
            <Trans>Your other devices will be signed out. This device stays signed in.</Trans>
          )}
        </ConfirmButton>
      ) : (
        <NoNewCodeText />
      )}
    </section>
  );
}

/** Why this device makes no new code: so that a found code never locks its owner out (KEY-3). */
function NoNewCodeText() {
  return (
    <details className={styles.more}>
      <summary>
        <Trans>You can’t make a new code on this device yet</Trans>
      </summary>
      <p>
        <Trans>
          You came in here with the code. Please make a new one on the device where you joined. This
          way, someone who finds your code can’t lock you out.
        </Trans>
      </p>
      <p>
        <Trans>
          If you’ve lost that device, sign out everywhere and come back with your code. Seven days
          later you can make a new one.
        </Trans>
      </p>
    </details>
  );
}

interface SignOutSectionProps {
  readonly hasCode: boolean;
  /** There is no other device. */
  readonly isAlone: boolean;
}

function SignOutSection({ hasCode, isAlone }: SignOutSectionProps) {
  const { t } = useLingui();
  const { circle } = useCircle();
  const { confirmExit } = useOpenCalls();
  const [, navigate] = useLocation();
  const here = useMutation();
  const everywhere = useMutation();
  const gone = () => {
    resetTabStorage();
    navigate(paths.signedOut, { replace: true });
  };
  const signOutHere = async (): Promise<boolean> => {
    if (!(await confirmExit('sign-out'))) return false;
    const done = await here.mutate((server) => server.signOut(circle));
    if (done) gone();
    return done;
  };
  const signOutEverywhere = async (): Promise<boolean> => {
    if (!(await confirmExit('sign-out'))) return false;
    const done = await everywhere.mutate(async (server) => {
      await server.signOutEverywhere(circle);
      // The cookie names what has ended now; the next request would take it back as well.
      await server.signOut(circle).catch(() => undefined);
    });
    if (done) gone();
    return done;
  };
  const code = hasCode ? (
    <Trans>Your return code still works.</Trans>
  ) : (
    <strong>
      <Trans>You have no return code. Without one you can’t come back under this name.</Trans>
    </strong>
  );
  return (
    <section className={styles.part}>
      <h3>
        <Trans>Sign out</Trans>
      </h3>
      <ConfirmButton
        label={t`Sign out here`}
        confirmLabel={t`Yes, sign out here`}
        cancelLabel={t`Stay signed in`}
        busy={here.busy}
        problem={here.problem}
        onConfirm={signOutHere}
      >
        <Trans>This browser forgets you and your drafts. Your messages in the circle stay.</Trans>{' '}
        {code}
      </ConfirmButton>
      {!isAlone && (
        <ConfirmButton
          label={t`Sign out everywhere`}
          confirmLabel={t`Yes, sign out everywhere`}
          cancelLabel={t`Stay signed in`}
          busy={everywhere.busy}
          problem={everywhere.problem}
          onConfirm={signOutEverywhere}
        >
          <Trans>
            This signs out all your devices at once, this one too. If someone else may have your
            code, make a new code instead.
          </Trans>{' '}
          {code}
        </ConfirmButton>
      )}
    </section>
  );
}

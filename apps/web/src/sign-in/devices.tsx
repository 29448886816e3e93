/**
 * Where somebody is signed in, what happened to their sign-in, a new return code, and signing
 * out (KEY-2, KEY-3). Everything is about the person who looks; nobody in the circle is told.
 */
import type { OwnSessions } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useCalls } from '../circle/calls.ts';
import { useHere } from '../circle/context.ts';
import { keptReturnCode } from '../circle/entry.ts';
import { renewTabStorage } from '../lib/storage.ts';
import { useLoaded } from '../lib/use-loaded.ts';
import { useTelling } from '../lib/use-telling.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/button.tsx';
import { Confirmed } from '../ui/confirmed.tsx';
import { Notice } from '../ui/notice.tsx';
import { Spoken } from '../ui/spoken.tsx';
import styles from './devices.module.css';
import { NewsList } from './news.tsx';
import { makeReturnCode } from './press.ts';
import { ReturnCode } from './return-code.tsx';
import { SessionList } from './session-list.tsx';

export function Devices() {
  const { circle } = useHere();
  const [loaded, again] = useLoaded((server) => server.sessions(circle), circle);
  if (loaded.state === 'loading') {
    return (
      <Spoken>
        <Trans>One moment.</Trans>
      </Spoken>
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
  return <DevicesOf known={loaded.value} onChanged={again} />;
}

interface DevicesOfProps {
  readonly known: OwnSessions;
  /** Ask the server again. */
  readonly onChanged: () => void;
}

export function DevicesOf({ known, onChanged }: DevicesOfProps) {
  return (
    <div className={styles.parts}>
      <NewsList notices={known.notices} mayMakeCode={known.mayMakeCode === true} />
      <CodePart known={known} onChanged={onChanged} />
      <section className={styles.part}>
        <h3>
          <Trans>Where you’re signed in</Trans>
        </h3>
        <SessionList sessions={known.sessions} />
      </section>
      <SignOut hasCode={known.hasCode} isAlone={known.sessions.length < 2} />
    </div>
  );
}

function CodePart({ known, onChanged }: DevicesOfProps) {
  const { t } = useLingui();
  const { circle } = useHere();
  const { busy, problem, tell } = useTelling();
  const [shown, setShown] = useState<'kept' | 'made' | null>(() =>
    keptReturnCode(circle) === null ? null : 'kept',
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
        onPutAway={() => {
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
        <Confirmed
          label={hasCode ? t`Make a new code` : t`Make a return code`}
          yes={t`Make the code`}
          no={hasCode ? t`Keep the old code` : t`Not now`}
          busy={busy}
          problem={problem}
          onYes={make}
        >
          {hasCode ? (
            <Trans>
              The old code stops working at once, and your other devices are signed out. This device
              stays signed in.
            </Trans>
          ) : (
            <Trans>Your other devices will be signed out. This device stays signed in.</Trans>
          )}
        </Confirmed>
      ) : (
        <NotYours />
      )}
    </section>
  );
}

/** Why this device makes no new code: so that a found code never locks its owner out (KEY-3). */
function NotYours() {
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

interface SignOutProps {
  readonly hasCode: boolean;
  /** There is no other device. */
  readonly isAlone: boolean;
}

function SignOut({ hasCode, isAlone }: SignOutProps) {
  const { t } = useLingui();
  const { circle } = useHere();
  const { before } = useCalls();
  const [, navigate] = useLocation();
  const here = useTelling();
  const everywhere = useTelling();
  const gone = () => {
    renewTabStorage();
    navigate(paths.signedOut, { replace: true });
  };
  const signOutHere = async (): Promise<boolean> => {
    if (!(await before('sign-out'))) return false;
    const done = await here.tell((server) => server.signOut(circle));
    if (done) gone();
    return done;
  };
  const signOutEverywhere = async (): Promise<boolean> => {
    if (!(await before('sign-out'))) return false;
    const done = await everywhere.tell(async (server) => {
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
      <Confirmed
        label={t`Sign out here`}
        yes={t`Yes, sign out here`}
        no={t`Stay signed in`}
        busy={here.busy}
        problem={here.problem}
        onYes={signOutHere}
      >
        <Trans>This browser forgets you and your drafts. Your messages in the circle stay.</Trans>{' '}
        {code}
      </Confirmed>
      {!isAlone && (
        <Confirmed
          label={t`Sign out everywhere`}
          yes={t`Yes, sign out everywhere`}
          no={t`Stay signed in`}
          busy={everywhere.busy}
          problem={everywhere.problem}
          onYes={signOutEverywhere}
        >
          <Trans>
            This signs out all your devices at once, this one too. If someone else may have your
            code, make a new code instead.
          </Trans>{' '}
          {code}
        </Confirmed>
      )}
    </section>
  );
}

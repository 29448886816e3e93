/**
 * The circles that this browser is signed in to (WAY-1). Their names are shown after a press
 * alone: a person who opens the start page on this device learns nothing by looking (PRV-8).
 */
import type { Me } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { RetryNotice } from '../app/shell/retry-notice.tsx';
import { useRequest } from '../lib/api/use-request.ts';
import { paths } from '../lib/paths.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import styles from './pages.module.css';

export function MyCircles() {
  const { busy, waiting, run, tryNow, stop } = useRequest({ retries: true });
  const [me, setMe] = useState<Me | null>(null);
  const list = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (me) list.current?.focus();
  }, [me]);
  const show = async () => {
    const tried = await run((api) => api.me());
    if (tried?.ok) setMe(tried.value);
  };
  if (me) return <CircleList me={me} heading={list} />;
  return (
    <>
      <Button kind="primary" size="l" wide busy={busy && !waiting} onClick={() => void show()}>
        <Trans>Show my circles</Trans>
      </Button>
      {waiting && <RetryNotice waiting={waiting} onNow={tryNow} onStop={stop} />}
    </>
  );
}

interface CircleListProps {
  readonly me: Me;
  readonly heading: React.Ref<HTMLHeadingElement>;
}

export function CircleList({ me, heading }: CircleListProps) {
  const { organiser, staff, becomeStaff, circles, ended } = me;
  const isOfStaff = organiser || staff !== undefined || becomeStaff !== undefined;
  const isNowhere = circles.length === 0 && !isOfStaff;
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {isNowhere ? (
          <Trans>You’re not signed in to any circle in this browser</Trans>
        ) : (
          <Trans>Your circles in this browser</Trans>
        )}
      </h3>
      {isNowhere && (
        <p>
          <Trans>
            Your six words bring you back under the same name. If you lead or organise a circle and
            don’t have them, ask an organiser for a new sign-in link.
          </Trans>
        </p>
      )}
      <ul className={styles.circles}>
        {circles.map(({ circle, circleName, name, role }) => (
          <li key={circle}>
            <ButtonLink to={paths.wayBack(circle, role)} kind="primary" size="l" wide>
              <span className={styles.circle}>
                <bdi>{circleName}</bdi>
                <small>
                  {role === 'facilitator' ? (
                    <Trans>
                      You facilitate, as <bdi>{name}</bdi>
                    </Trans>
                  ) : (
                    <Trans>
                      as <bdi>{name}</bdi>
                    </Trans>
                  )}
                </small>
              </span>
            </ButtonLink>
          </li>
        ))}
        {isOfStaff && (
          <li>
            <ButtonLink to={paths.organiser} size="l" wide>
              {organiser ? (
                <Trans>The circles you organise</Trans>
              ) : (
                <Trans>The circles you look after</Trans>
              )}
            </ButtonLink>
          </li>
        )}
        {ended.map(({ circle }) => (
          <li key={circle}>
            <ButtonLink to={paths.circle(circle)} kind="plain" size="l" wide>
              <Trans>A circle where you’ve been signed out: see why</Trans>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </>
  );
}

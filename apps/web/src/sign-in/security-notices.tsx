/** Sign-in events on other devices (KEY-3); only the person themself sees them. */

import type { OwnSessions } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMembership } from '../circle/model/membership-context.ts';
import { useQuery } from '../lib/api/use-query.ts';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { now } from '../lib/time/now.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { relativeDay } from './relative-day.ts';
import styles from './security-notices.module.css';

type SignInEvent = OwnSessions['notices'][number];

interface SecurityNoticesProps {
  readonly notices: readonly SignInEvent[];
  /** This device may make a new return code. */
  readonly mayMakeCode: boolean;
}

/** All events, the newest first. */
export function SecurityNotices({ notices, mayMakeCode }: SecurityNoticesProps) {
  if (notices.length === 0) return null;
  return (
    <div className={styles.notices}>
      {notices.toReversed().map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no id and are never reordered
        <Notice key={at} tone="honey" stacked>
          <p className={styles.day}>{relativeDay(event.at)}</p>
          <p>
            <SignInEventText event={event} />
          </p>
        </Notice>
      ))}
      <p>
        {mayMakeCode ? (
          <Trans>
            If that was you, all is well. If not, make a new code now. Then only you can come in.
          </Trans>
        ) : (
          <Trans>
            If that was you, all is well. If not, make a new code on the device where you joined, or
            ask a facilitator for help.
          </Trans>
        )}
      </p>
    </div>
  );
}

function SignInEventText({ event }: { readonly event: SignInEvent }) {
  switch (event.what) {
    case 'code-used':
      return <Trans>Your return code was used on another device.</Trans>;
    case 'new-code':
      return (
        <Trans>A new return code was made on another device. The old one no longer works.</Trans>
      );
    case 'everywhere':
      return <Trans>Someone signed out all devices from another device.</Trans>;
    case 'renewal-used':
      return (
        <Trans>
          An organiser made a new sign-in link for you, and it was used on another device.
        </Trans>
      );
    case 'link-used':
      return <Trans>Your return link was used on another device.</Trans>;
  }
}

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

/** The newest event of the last week, until it was read in this tab. */
export function LatestSecurityNotice() {
  const { t } = useLingui();
  const { circle, openDevices } = useMembership();
  const [loaded] = useQuery((api) => api.sessions(circle), circle, minute);
  const [read, setRead] = useTabState(`sign-in-read.${circle}`, '');
  if (loaded.state !== 'there') return null;
  const recent = loaded.value.notices.filter(({ at }) => at + week > now());
  const newest = recent.at(-1);
  const all = recent.map(({ what, at }) => `${what} ${at}`).join();
  if (!newest || all === read) return null;
  return (
    <Notice
      tone="honey"
      stacked
      action={
        <>
          <Button
            onClick={() => {
              setRead(all);
              openDevices();
            }}
          >
            {t`Check devices`}
          </Button>
          <Button
            kind="plain"
            onClick={() => {
              setRead(all);
              document.querySelector<HTMLElement>('h1')?.focus();
            }}
          >
            {t`It was me`}
          </Button>
        </>
      }
    >
      <p>
        <SignInEventText event={newest} /> <Trans>Was it you?</Trans>
      </p>
    </Notice>
  );
}

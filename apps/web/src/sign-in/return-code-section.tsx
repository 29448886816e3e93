/** The return code in the devices panel: its words while they are stored, and making a new one (KEY-3). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useMembership } from '../circle/model/membership-context.ts';
import { useRequest } from '../lib/api/use-request.ts';
import { storedReturnCode } from '../lib/storage/circle-storage.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { makeReturnCode } from './make-return-code.ts';
import type { OwnSessionsProps } from './own-sessions-props.ts';
import { PanelSection } from './panel-section.tsx';
import { ReturnCode } from './return-code.tsx';
import styles from './return-code-section.module.css';

export function ReturnCodeSection({ sessions, onChanged }: OwnSessionsProps) {
  const { t } = useLingui();
  const { circle } = useMembership();
  const request = useRequest();
  const [shown, setShown] = useState<'stored' | 'made' | null>(() =>
    storedReturnCode(circle) === null ? null : 'stored',
  );
  const heading = useRef<HTMLHeadingElement>(null);
  const wasDismissed = useRef(false);
  useEffect(() => {
    if (shown === null && wasDismissed.current) heading.current?.focus();
  }, [shown]);
  const make = async () => {
    if (!(await request.run(() => makeReturnCode(circle)))?.ok) return false;
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
          wasDismissed.current = true;
          setShown(null);
          onChanged();
        }}
      />
    );
  }
  const { hasCode, mayMakeCode } = sessions;
  return (
    <PanelSection heading={heading} title={<Trans>Your return code</Trans>}>
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
          busy={request.busy}
          problem={request.errorText}
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
    </PanelSection>
  );
}

/** Why this device makes no new code: a found code must not lock its owner out (KEY-3). */
function NoNewCodeText() {
  return (
    <details className={styles.why}>
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

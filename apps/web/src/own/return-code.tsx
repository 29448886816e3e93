/** The personal way back (PRV-7), shown once, calmly. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useHere } from '../circle/context.ts';
import { keepReturnCode, keptReturnCode } from '../circle/entry.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './return-code.module.css';

/** `slim`: only the words and the press, for where there is little room. */
export function ReturnCode({ slim }: { readonly slim?: boolean }) {
  const { t } = useLingui();
  const { circle } = useHere();
  const [code, setCode] = useState(() => keptReturnCode(circle));
  // Without https there is no clipboard: it is marked, so that the device's own menu copies.
  const [byHand, setByHand] = useState(!slim || !('clipboard' in navigator));
  const field = useRef<HTMLInputElement>(null);
  if (!code) return null;
  const put = () => {
    keepReturnCode(circle, null);
    setCode(null);
    document.querySelector<HTMLElement>('h1')?.focus();
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      put();
      announce(t`Copied.`);
    } catch {
      setByHand(true);
      requestAnimationFrame(() => field.current?.select());
    }
  };
  const acts = (
    <>
      <Button kind={slim ? 'plain' : 'quiet'} onClick={copy}>
        <Trans>Copy it</Trans>
      </Button>
      <Button kind="plain" onClick={put}>
        <Trans>Not now</Trans>
      </Button>
    </>
  );
  const shown = (
    <Field
      ref={field}
      label={t`Your return code`}
      readOnly
      value={code}
      onFocus={(event) => event.target.select()}
    />
  );
  if (slim) {
    return (
      <div className={styles.slim}>
        <p>
          <Trans>A code back, for another device. Yours alone.</Trans>
        </p>
        {acts}
        {byHand && shown}
      </div>
    );
  }
  return (
    <Notice>
      <div className={styles.code}>
        <p>
          <Trans>
            Write these words down to come back on another device. They are yours alone.
          </Trans>
        </p>
        {shown}
        <p className={styles.acts}>{acts}</p>
      </div>
    </Notice>
  );
}

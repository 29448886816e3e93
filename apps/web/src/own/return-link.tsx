/** The personal way back (PRV-7), shown once, calmly. */
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useHere } from '../circle/context.ts';
import { keepReturnLink, keptReturnLink } from '../circle/entry.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './return-link.module.css';

/** `slim`: only the words and the press, for where there is little room. */
export function ReturnLink({ slim }: { readonly slim?: boolean }) {
  const { t } = useLingui();
  const { circle } = useHere();
  const [link, setLink] = useState(() => keptReturnLink(circle));
  // Without https there is no clipboard: it is marked, so that the device's own menu copies.
  const [byHand, setByHand] = useState(!slim || !('clipboard' in navigator));
  const field = useRef<HTMLInputElement>(null);
  if (!link) return null;
  const put = () => {
    keepReturnLink(circle, null);
    setLink(null);
    document.querySelector<HTMLElement>('h1')?.focus();
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
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
      label={t`Your return link`}
      readOnly
      value={link}
      onFocus={(event) => event.target.select()}
    />
  );
  if (slim) {
    return (
      <div className={styles.slim}>
        <p>
          <Trans>A link back, for another device. Yours alone.</Trans>
        </p>
        {acts}
        {byHand && shown}
      </div>
    );
  }
  return (
    <Notice>
      <div className={styles.link}>
        <p>
          <Trans>Keep this link to come back on another device. It is yours alone.</Trans>
        </p>
        {shown}
        <p className={styles.acts}>{acts}</p>
      </div>
    </Notice>
  );
}

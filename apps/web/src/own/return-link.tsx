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
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  if (!link) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
      announce(t`Copied.`);
    } catch {
      // Without https there is no clipboard: mark it, so that the device's own menu copies.
      field.current?.select();
    }
  };
  const put = () => {
    keepReturnLink(circle, null);
    setLink(null);
  };
  return (
    <Notice>
      <div className={styles.link}>
        <p>
          <Trans>Keep this link to come back on another device. It is yours alone.</Trans>
        </p>
        <div hidden={slim && 'clipboard' in navigator}>
          <Field
            ref={field}
            label={t`Your return link`}
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
          />
        </div>
        <p className={styles.acts}>
          <Button onClick={copy}>{copied ? <Trans>Copied</Trans> : <Trans>Copy it</Trans>}</Button>
          <Button kind="plain" onClick={put}>
            {copied ? <Trans>Done</Trans> : <Trans>Not now</Trans>}
          </Button>
        </p>
      </div>
    </Notice>
  );
}

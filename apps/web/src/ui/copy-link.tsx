/** An address with a button that copies it and, where wanted, a link that opens it. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Check, Copy, ExternalLink } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { announce } from './announcer.tsx';
import { Button } from './button.tsx';
import styles from './copy-link.module.css';
import { Field } from './field.tsx';

interface CopyLinkProps {
  readonly url: string;
  readonly label: string;
  /** The name of the link that opens the address in a new tab; without it there is none. */
  readonly openLabel?: string | undefined;
  /** More buttons in the same row. */
  readonly children?: ReactNode;
}

export function CopyLink({ url, label, openLabel, children }: CopyLinkProps) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<'no' | 'copied' | 'selected'>('no');

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied('copied');
      announce(t`Copied`);
    } catch {
      // Without https a page has no clipboard: the address is selected instead.
      field.current?.select();
      setCopied('selected');
    }
  };
  return (
    <>
      <Field
        ref={field}
        label={label}
        hint={copied === 'selected' ? t`It’s selected. Copy it with Ctrl and C.` : undefined}
        value={url}
        readOnly
        dir="ltr"
        className={styles.url}
        onFocus={(event) => event.target.select()}
      />
      <div className={styles.row}>
        <Button
          kind="primary"
          onClick={() => void copy()}
          icon={
            copied === 'copied' ? (
              <Check size={18} aria-hidden="true" />
            ) : (
              <Copy size={18} aria-hidden="true" />
            )
          }
        >
          {copied === 'copied' ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
          <span className="hidden">{label}</span>
        </Button>
        {openLabel && (
          <a className={styles.open} href={url} target="_blank" rel="noopener noreferrer">
            <ExternalLink size={18} aria-hidden="true" />
            <span>
              {openLabel}
              <span className="hidden">
                {' '}
                <Trans>in a new tab</Trans>
              </span>
            </span>
          </a>
        )}
        {children}
      </div>
    </>
  );
}

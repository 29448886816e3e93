/** The first page: paste an invitation, or go back to where one has been. */
import { tokenOf } from '@holdspace/client';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Ring } from '../join/ring.tsx';
import { keepLink } from '../join/token.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import styles from './pages.module.css';

/** Garbled links go on to their own page; this is only for what is no link at all. */
const mayBeToken = (token: string): boolean => /^[\w.~-]{20,}$/.test(token);

export function Home() {
  const { t } = useLingui();
  const [, navigate] = useLocation();
  const [link, setLink] = useState('');
  const [fault, setFault] = useState<'empty' | 'no-link' | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const open = (event: FormEvent) => {
    event.preventDefault();
    const token = tokenOf(link.trim());
    const found = token === '' ? 'empty' : mayBeToken(token) ? null : 'no-link';
    setFault(found);
    if (found) return field.current?.focus();
    // The press that opens it was this one.
    keepLink({ token, pressed: true });
    navigate(paths.join);
  };

  return (
    <Page
      title={t`Have you been invited?`}
      lead={t`A circle is a small group that meets live, in text. One person speaks at a time, and everyone may pass.`}
      above={<Ring />}
      dawn
      centred
    >
      <form className={styles.form} onSubmit={open} noValidate>
        <Field
          ref={field}
          label={t`Paste your link here`}
          hint={t`Or just open the link you were given.`}
          error={
            fault === 'empty'
              ? t`Paste the link from your invitation first.`
              : fault === 'no-link' &&
                t`This isn’t the whole link. It needs a # with letters and digits after it. Please copy all of it.`
          }
          value={link}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setLink(event.target.value)}
        />
        <Button type="submit" kind="primary" size="l" wide>
          <Trans>Open my invitation</Trans>
        </Button>
      </form>
      <nav className={styles.foot} aria-label={t`More`}>
        <Link href={paths.back}>
          <Trans>Enter a return code</Trans>
        </Link>
        <Link href={paths.support}>
          <Trans>Support</Trans>
        </Link>
        <Link href={paths.safety}>
          <Trans>Safety</Trans>
        </Link>
        <Link href={paths.agreements}>
          <Trans>Agreements</Trans>
        </Link>
        <Link href={paths.privacy}>
          <Trans>Privacy</Trans>
        </Link>
        <Link href={paths.organiser}>
          <Trans>For organisers</Trans>
        </Link>
      </nav>
    </Page>
  );
}

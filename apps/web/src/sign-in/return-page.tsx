/**
 * The page for signing in with a return code (PRV-7, KEY-3). The field has no name and no
 * autocomplete, so the browser stores nothing of it. Every wrong code gets the same answer.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Page } from '../app/shell/page.tsx';
import { RedeemProblem } from '../join/invitation/redeem-problem.tsx';
import { SharedDevice } from '../join/invitation/shared-device.tsx';
import { storedLink } from '../join/link/link-token.ts';
import { paths } from '../lib/paths.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { RecognisedWords } from './recognised-words.tsx';
import styles from './return-page.module.css';
import { useReturnForm } from './use-return-form.ts';

export function ReturnPage() {
  const { t } = useLingui();
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useReturnForm(field);
  const { redeeming } = form;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <Page
      title={t`Come back with your six words`}
      lead={t`You got them when you joined, or when you made a new code.`}
      centred
    >
      <Form className={styles.form} onSend={() => void form.submit()} noValidate autoComplete="off">
        {form.isWrong && (
          <Notice tone="honey" spoken>
            <WrongCodeNotice />
          </Notice>
        )}
        <div className={styles.typing}>
          <TextArea
            ref={field}
            label={t`Your six words`}
            hint={t`The first four letters of each word are enough. Capitals, commas and line breaks don’t matter.`}
            error={form.error}
            rows={2}
            value={form.typed}
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            enterKeyHint="go"
            translate="no"
            onKeyDown={onKeyDown}
            onChange={(event) => form.change(event.target.value)}
          />
          {form.hasWordList && form.code.words.length > 0 && (
            <RecognisedWords
              code={form.code}
              hasError={form.error !== null}
              onChoose={form.choose}
            />
          )}
        </div>
        <SharedDevice checked={form.isSharedDevice} onChange={form.setSharedDevice} />
        <RedeemProblem redeeming={redeeming} />
        <Button
          type="submit"
          kind="primary"
          size="l"
          wide
          busy={redeeming.busy && !redeeming.waiting}
        >
          <Trans>Come back</Trans>
        </Button>
      </Form>
      <OtherWays />
    </Page>
  );
}

/** What to do without the words, and links to other pages. */
function OtherWays() {
  const { t } = useLingui();
  const [hasInvitation] = useState(() => storedLink()?.pressed === true);
  return (
    <>
      <p>
        <Trans>
          If you don’t have the words, ask the person who invited you for a new link. You’ll then
          come in as someone new.
        </Trans>
      </p>
      <p>
        <Trans>If you lead a circle, an organiser can also make you a new sign-in link.</Trans>
      </p>
      <nav className={styles.links} aria-label={t`More`}>
        {hasInvitation && (
          <Link href={paths.join}>
            <Trans>Back to my invitation</Trans>
          </Link>
        )}
        <Link href={paths.home}>
          <Trans>Paste a link instead</Trans>
        </Link>
        <Link href={paths.support}>
          <Trans>Support</Trans>
        </Link>
      </nav>
    </>
  );
}

/** The same for every code that opens nothing, with what to do next. */
function WrongCodeNotice() {
  return (
    <div className={styles.wrong}>
      <p>
        <Trans>These words don’t work.</Trans>
      </p>
      <ul>
        <li>
          <Trans>Check each word and the order.</Trans>
        </li>
        <li>
          <Trans>If you made a new code later, only the new one works.</Trans>
        </li>
        <li>
          <Trans>
            If that doesn’t help, ask the person who invited you for a new link. Nothing you wrote
            in the circle will be lost.
          </Trans>
        </li>
      </ul>
    </div>
  );
}

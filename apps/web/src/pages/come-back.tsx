/**
 * Comes back by a return code (PRV-7). The field has no name and no completion: the browser
 * keeps nothing of it. Every wrong code gets the same sentence.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { useRedeem } from '../join/redeeming.ts';
import { paths } from '../paths.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { codeOf } from './code.ts';
import styles from './pages.module.css';
import { SharedDevice } from './shared-device.tsx';

export function ComeBack() {
  const { t } = useLingui();
  const { busy, offline, problem, redeem } = useRedeem('code');
  const [typed, setTyped] = useState('');
  const [sharedDevice, setSharedDevice] = useState(false);
  const [short, setShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const send = async () => {
    const token = codeOf(typed);
    setShort(token === null);
    if (token !== null) await redeem({ token, sharedDevice });
    field.current?.focus();
  };
  const wrong = offline
    ? problem
    : problem && t`These words open nothing now. Look at each of them once more.`;
  return (
    <Page
      title={t`Come back with your six words`}
      lead={t`You got them when you joined. Spaces, capitals and commas do not matter.`}
      centred
    >
      <Form className={styles.form} onSend={() => void send()} noValidate autoComplete="off">
        <Field
          ref={field}
          label={t`Your six words`}
          error={short ? t`It needs six words, in their order.` : wrong}
          value={typed}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
        <SharedDevice checked={sharedDevice} onChange={setSharedDevice} />
        <Button type="submit" kind="primary" size="l" wide busy={busy}>
          <Trans>Come back</Trans>
        </Button>
      </Form>
      <p>
        <Trans>
          Without the words, ask the person who invited you for a new link. You come in as somebody
          new then.
        </Trans>
      </p>
      <nav className={styles.foot} aria-label={t`More`}>
        <Link href={paths.home}>
          <Trans>Paste a link instead</Trans>
        </Link>
        <Link href={paths.support}>
          <Trans>Support</Trans>
        </Link>
      </nav>
    </Page>
  );
}

/**
 * The agreements of the circle have changed: what is different, clause by clause, and consent before
 * anything further is read or written (AGR-2). What is a person's own stays open without it.
 */
import type { Message } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../app/shell/page.tsx';
import { openSupport } from '../app/support/support-state.ts';
import { useCircle } from '../circle/model/circle-context.ts';
import { useTimeline } from '../circle/model/circle-view.ts';
import { DevicesButton, SignInStatus } from '../sign-in/sign-in-status.lazy.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { AgreementChanges } from './agreement-changes.tsx';
import styles from './changed-agreements-page.module.css';

export function ChangedAgreementsPage() {
  const { t } = useLingui();
  const { card, command, view } = useCircle();
  // The circle takes this page away with the question.
  if (!view.mine.agreements) return null;
  const { version, changes, clauses } = view.mine.agreements;
  return (
    <Page
      title={t`Our agreements changed`}
      documentTitle={card?.name}
      lead={t`Please read what’s different. Once you agree, you can read and write in the circle again.`}
      bar={{ title: card?.name }}
    >
      <AgreementChanges changes={changes} clauses={clauses} />
      <CommandError command={command} />
      <Button
        kind="primary"
        size="l"
        wide
        busy={command.busy}
        onClick={() => command.run({ do: 'agree', version })}
      >
        <Trans>I agree</Trans>
      </Button>
      <WithoutAgreeing />
      <SignInStatus />
    </Page>
  );
}

/** What stays open to a person who does not agree, or not yet. */
function WithoutAgreeing() {
  const { view, command, openPersonalSheet } = useCircle();
  const { can, whereabouts } = view.mine;
  const isThere = can.leave === true && whereabouts !== 'left';
  return (
    <section className={styles.without}>
      <h2>
        <Trans>If you don’t agree, or not yet</Trans>
      </h2>
      <p>
        <Trans>
          Take your time. Your seat is kept, and no one is shown who has agreed. Until then you
          don’t see what is said. Support and everything of your own stay open.
        </Trans>
      </p>
      <EarlierMessages />
      <Button wide onClick={openSupport}>
        <Trans>Write to the facilitators</Trans>
      </Button>
      <Button wide onClick={() => openPersonalSheet({ what: 'words' })}>
        <Trans>Copy or delete what you wrote</Trans>
      </Button>
      <DevicesButton />
      {isThere && (
        <Button kind="plain" wide onClick={() => command.run({ do: 'leave' })}>
          <Trans>Leave the circle</Trans>
        </Button>
      )}
    </section>
  );
}

/** What was said before the change stays readable. */
function EarlierMessages() {
  const { view, nameOf } = useCircle();
  const timeline = useTimeline();
  if (timeline.length === 0) return null;
  const names = new Map(view.past.map(({ id, name }) => [id, name]));
  return (
    <details className={styles.more}>
      <summary>
        <Trans>What was said before the change</Trans>
      </summary>
      <ol className={styles.earlier}>
        {timeline.map((message) => (
          <li key={message.id}>
            <b>
              <bdi>{names.get(message.by) || nameOf(message.by)}</bdi>
            </b>
            <EarlierText message={message} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function EarlierText({ message }: { readonly message: Message }) {
  const { text, note, withdrawn, removed } = message;
  if (withdrawn || removed) {
    return (
      <p className={styles.gone}>
        {removed ? (
          <Trans>Removed by a facilitator</Trans>
        ) : (
          <Trans>Taken back by the writer</Trans>
        )}
      </p>
    );
  }
  if (!note) return <p dir="auto">{text}</p>;
  return (
    <details className={styles.more}>
      <summary dir="auto">{note}</summary>
      <p dir="auto">{text}</p>
    </details>
  );
}

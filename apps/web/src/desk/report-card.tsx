/**
 * A report as its handler sees it: target, state, outcome (DSK-4). It does not show the reporter.
 * The caller sends the commands.
 */
import type { Report, ReportUpdate } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useId, useState } from 'react';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import styles from './desk.module.css';

interface ReportCardProps {
  readonly report: Pick<Report, 'message' | 'name' | 'state' | 'text' | 'outcome' | 'at' | 'quote'>;
  /** For reports without a quote of their own: the message, where it can still be read. */
  readonly quoted?: string | undefined;
  readonly when: (at: number) => string;
  /** The storage key of a begun outcome. */
  readonly storageKey: string;
  readonly busy: boolean;
  /** Why the last command failed. */
  readonly error: ReactNode;
  /** True when it was done. */
  readonly update: (to: ReportUpdate) => Promise<boolean>;
}

export function ReportCard(props: ReportCardProps) {
  const { report, quoted, when, busy, error, update } = props;
  const id = useId();
  const [closing, setClosing] = useState(false);
  const holder = useFocusSwap<HTMLDivElement>(closing);
  const { name, state, text, outcome, at } = report;
  return (
    <article className={styles.note} data-new={state === 'new' || undefined} aria-labelledby={id}>
      <h3 id={id} className={styles.head}>
        <span>
          {report.message === null ? (
            <Trans>
              A report about <bdi>{name}</bdi>
            </Trans>
          ) : (
            <Trans>
              A report about a message of <bdi>{name}</bdi>
            </Trans>
          )}
        </span>
        <span className={styles.state}>
          {state === 'new' && <Trans>new, since {when(at)}</Trans>}
          {state === 'seen' && <Trans>seen, from {when(at)}</Trans>}
          {state === 'acting' && <Trans>someone is taking care of it, from {when(at)}</Trans>}
          {state === 'closed' && <Trans>closed, from {when(at)}</Trans>}
        </span>
      </h3>
      <QuotedMessage quote={report.quote ?? (quoted ? { text: quoted } : undefined)} />
      {text && (
        <p className={styles.entry} dir="auto">
          {text}
        </p>
      )}
      {outcome && (
        <p className={styles.entry} dir="auto">
          <strong>
            <Trans>What was done:</Trans>
          </strong>{' '}
          <bdi>{outcome}</bdi>
        </p>
      )}
      {state !== 'closed' && (
        <div ref={holder} className={styles.group}>
          {closing ? (
            <CloseReportForm {...props} onLeave={() => setClosing(false)} />
          ) : (
            <>
              <div className={styles.row}>
                {state === 'new' && (
                  <Button busy={busy} onClick={() => void update({ state: 'seen' })}>
                    <Trans>Mark as seen</Trans>
                  </Button>
                )}
                {state !== 'acting' && (
                  <Button busy={busy} onClick={() => void update({ state: 'acting' })}>
                    <Trans>I’ll take care of it</Trans>
                  </Button>
                )}
                <Button onClick={() => setClosing(true)}>
                  <Trans>
                    Close… <span className="hidden">{name}</span>
                  </Trans>
                </Button>
              </div>
              {error}
            </>
          )}
        </div>
      )}
    </article>
  );
}

/** The message as it was when it was reported; it may be gone from the circle by now (TXT-4). */
function QuotedMessage({ quote }: { readonly quote: Report['quote'] }) {
  if (!quote) return null;
  const { text, note } = quote;
  return (
    <blockquote className={styles.quoted}>
      {note && (
        <p dir="auto">
          <Trans>About: {note}</Trans>
        </p>
      )}
      <p dir="auto">{text}</p>
    </blockquote>
  );
}

function CloseReportForm(props: ReportCardProps & { readonly onLeave: () => void }) {
  const { storageKey, busy, error, update, onLeave } = props;
  const { t } = useLingui();
  const [outcome, setOutcome, forget] = useTabState(storageKey, '');
  const submit = async () => {
    if (!(await update({ state: 'closed', outcome: outcome.trim() }))) return;
    forget(outcome);
    onLeave();
  };
  return (
    <Form className={styles.group} onSend={() => void submit()}>
      <TextArea
        label={t`What was done`}
        hint={t`Only the person who reported reads this.`}
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
      />
      {error}
      <div className={styles.row}>
        <Button type="submit" kind="primary" busy={busy}>
          <Trans>Close report</Trans>
        </Button>
        <Button onClick={onLeave}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </Form>
  );
}

/** A report about a facilitator: only organisers see it, and nobody sees who reported (DSK-4). */
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useSwap } from '../ui/use-swap.ts';
import { clock, dayOf } from '../words/times.ts';
import type { DeskProps, DeskReport } from './desk.tsx';
import styles from './organiser.module.css';
import { Problem } from './problem.tsx';
import { useTelling } from './use-telling.ts';

type RowProps = Omit<DeskProps, 'desk'> & { readonly report: DeskReport };

export function ReportRow({ circle, report, onChanged }: RowProps) {
  const id = useId();
  const [closing, setClosing] = useState(false);
  const holder = useSwap<HTMLDivElement>(closing);
  const { busy, problem, tell } = useTelling();
  const { name, state, text, outcome, at } = report;
  const set = (to: 'seen' | 'acting') =>
    tell((server) => server.setReport(circle, report.id, { state: to })).then(onChanged);
  return (
    <article className={styles.waits} aria-labelledby={id}>
      <h3 id={id}>
        {report.message === null ? (
          <Trans>
            A report about <bdi>{name}</bdi>
          </Trans>
        ) : (
          <Trans>
            A report about a message of <bdi>{name}</bdi>
          </Trans>
        )}
      </h3>
      <p className={styles.small}>
        {state === 'new' && <Trans>new</Trans>}
        {state === 'seen' && <Trans>seen</Trans>}
        {state === 'acting' && <Trans>somebody takes care of it</Trans>}
        {state === 'closed' && <Trans>closed</Trans>}
        {' · '}
        {dayOf(at)}, {clock(at)}
      </p>
      {text && (
        <p className={styles.entry} dir="auto">
          {text}
        </p>
      )}
      {outcome && (
        <p className={styles.entry} dir="auto">
          <strong>
            <Trans>What became of it:</Trans>
          </strong>{' '}
          {outcome}
        </p>
      )}
      <Problem words={problem} />
      {state !== 'closed' && (
        <div ref={holder}>
          {closing ? (
            <Close
              circle={circle}
              report={report}
              onClosed={onChanged}
              onLeave={() => setClosing(false)}
            />
          ) : (
            <div className={styles.row}>
              {state === 'new' && (
                <Button busy={busy} onClick={() => void set('seen')}>
                  <Trans>I have seen it</Trans>
                </Button>
              )}
              {state !== 'acting' && (
                <Button busy={busy} onClick={() => void set('acting')}>
                  <Trans>I take care of it</Trans>
                </Button>
              )}
              <Button onClick={() => setClosing(true)}>
                <Trans>
                  Close… <span className="hidden">{name}</span>
                </Trans>
              </Button>
            </div>
          )}
        </div>
      )}
    </article>
  );
}

interface CloseProps {
  readonly circle: string;
  readonly report: DeskReport;
  readonly onClosed: () => void;
  readonly onLeave: () => void;
}

function Close({ circle, report, onClosed, onLeave }: CloseProps) {
  const { t } = useLingui();
  const { busy, problem, tell } = useTelling();
  const [outcome, setOutcome, forget] = useKept(`organiser:${circle}:outcome:${report.id}`, '');
  const submit = async () => {
    const body = { state: 'closed', outcome: outcome.trim() } as const;
    if (!(await tell((server) => server.setReport(circle, report.id, body)))) return;
    forget();
    onClosed();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextArea
        label={t`What became of it`}
        hint={t`Whoever reported reads this.`}
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
      />
      <Problem words={problem} />
      <div className={styles.row}>
        <Button
          type="submit"
          kind="primary"
          busy={busy}
          aria-disabled={!outcome.trim() || undefined}
        >
          <Trans>Close it</Trans>
        </Button>
        <Button onClick={onLeave}>
          <Trans>Not yet</Trans>
        </Button>
      </div>
    </form>
  );
}

/** A report: what it is about, how far it is, and what became of it. Who reported is not shown (DSK-4). */
import type { Report } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { useKept } from '../ui/use-kept.ts';
import { useSwap } from '../ui/use-swap.ts';
import { clock } from '../words/times.ts';
import { AskButton, Press, Said, useAsk, useConsole } from './console.tsx';
import styles from './facilitator.module.css';

export function ReportCard({ report }: { readonly report: Report }) {
  const { view } = useConsole();
  const id = useId();
  const [closing, setClosing] = useState(false);
  const holder = useSwap<HTMLDivElement>(closing);
  const { name, state, text, outcome } = report;
  const message = view.timeline.find((each) => each.id === report.message);
  return (
    <article className={styles.note} data-new={state === 'new' || undefined} aria-labelledby={id}>
      <h3 id={id} className={styles.noteHead}>
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
          <State report={report} />
        </span>
      </h3>
      {message?.text && (
        <blockquote className={styles.quoted} dir="auto">
          {message.text}
        </blockquote>
      )}
      {text && (
        <p className={styles.entry} dir="auto">
          {text}
        </p>
      )}
      {outcome && (
        <p className={styles.entry} dir="auto">
          <strong>
            <Trans>What became of it:</Trans>{' '}
          </strong>
          {outcome}
        </p>
      )}
      {state !== 'closed' && (
        <div ref={holder} className={styles.group}>
          {closing ? (
            <Close report={report} onClose={() => setClosing(false)} />
          ) : (
            <div className={styles.row}>
              {state === 'new' && (
                <AskButton asks={{ do: 'set-report', report: report.id, state: 'seen' }}>
                  <Trans>I have seen it</Trans>
                </AskButton>
              )}
              {state !== 'acting' && (
                <AskButton asks={{ do: 'set-report', report: report.id, state: 'acting' }}>
                  <Trans>I take care of it</Trans>
                </AskButton>
              )}
              <Press name="set-report" onPress={() => setClosing(true)}>
                <Trans>
                  Close… <span className="hidden">{name}</span>
                </Trans>
              </Press>
            </div>
          )}
        </div>
      )}
    </article>
  );
}

function State({ report: { state, at } }: { readonly report: Report }) {
  switch (state) {
    case 'new':
      return <Trans>new, since {clock(at)}</Trans>;
    case 'seen':
      return <Trans>seen</Trans>;
    case 'acting':
      return <Trans>somebody takes care of it</Trans>;
    case 'closed':
      return <Trans>closed</Trans>;
  }
}

function Close({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const { circle } = useConsole();
  const { t } = useLingui();
  const { busy, said, ask } = useAsk();
  const [outcome, setOutcome, forget] = useKept(`facilitator:${circle}:outcome:${report.id}`, '');
  const submit = async () => {
    const words = outcome.trim();
    if (!(await ask({ do: 'set-report', report: report.id, state: 'closed', outcome: words }))) {
      return;
    }
    forget();
    onClose();
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
        hint={t`Whoever reported reads this. Nobody else does.`}
        value={outcome}
        onChange={(event) => setOutcome(event.target.value)}
      />
      <Said words={said} />
      <div className={styles.pair}>
        <Button type="submit" kind="primary" busy={busy}>
          <Trans>Close it</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Not yet</Trans>
        </Button>
      </div>
    </form>
  );
}

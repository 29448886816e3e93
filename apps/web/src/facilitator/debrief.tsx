/**
 * After closing: a look back for those who carried the circle, shared with the co-facilitators
 * only. Nothing of it is asked for; the carers are cared for too.
 */
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Check, TextArea } from '../ui/field.tsx';
import { useKept } from '../ui/use-kept.ts';
import { Panel, Said, useAsk, useConsole } from './console.tsx';
import styles from './facilitator.module.css';

export function Debrief() {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const { busy, said, ask } = useAsk();
  const [hard, setHard, forgetHard] = useKept(`facilitator:${circle}:hard`, '');
  const [good, setGood, forgetGood] = useKept(`facilitator:${circle}:good`, '');
  const [affected, setAffected] = useState(false);
  const [sent, setSent] = useState(false);
  const others = view.people.filter(
    ({ id, role }) => role === 'facilitator' && id !== view.mine.person,
  );
  const names = new Intl.ListFormat(document.documentElement.lang).format(
    others.map(({ name }) => name),
  );
  const lines = [
    affected && t`I was affected by this evening and would like to talk with one of you.`,
    hard.trim() && t`What was hard: ${hard.trim()}`,
    good.trim() && t`What helped: ${good.trim()}`,
  ].filter((line) => typeof line === 'string' && line !== '');
  const submit = async () => {
    if (!(await ask({ do: 'back-channel', text: lines.join('\n') }))) return;
    forgetHard();
    forgetGood();
    setAffected(false);
    setSent(true);
  };
  return (
    <Panel title={t`Looking back`}>
      <p className={styles.quiet}>
        {names ? (
          <Trans>
            Thank you for holding this circle. What you write here goes to {names} only.
          </Trans>
        ) : (
          <Trans>
            Thank you for holding this circle. What you write here goes to the facilitators only.
          </Trans>
        )}
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextArea
          rows={2}
          label={t`What was hard?`}
          value={hard}
          onChange={(event) => setHard(event.target.value)}
        />
        <TextArea
          rows={2}
          label={t`What helped?`}
          value={good}
          onChange={(event) => setGood(event.target.value)}
        />
        <Check
          label={t`I was affected, and would like to talk with one of you`}
          checked={affected}
          onChange={setAffected}
        />
        <Said words={said} />
        {sent && (
          <p role="status" className={styles.quiet}>
            <Trans>It is with the facilitators. Be gentle with yourself now.</Trans>
          </p>
        )}
        <Button type="submit" busy={busy}>
          <Trans>Share it with the facilitators</Trans>
        </Button>
      </form>
    </Panel>
  );
}

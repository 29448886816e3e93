/**
 * After closing, for the facilitators: a shared debrief, and a request to talk for a facilitator
 * who was affected. The request goes to the other facilitators and the organisers without an
 * alarm. All of it is optional.
 */
import { maxTextLength } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ThreadView } from '../../app/support/help-line.tsx';
import { useCommand } from '../../lib/commands/use-command.ts';
import { formatDateTime } from '../../lib/i18n/dates.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { Panel } from '../console/panel.tsx';
import styles from './debrief.module.css';

export function Debrief() {
  const { t } = useLingui();
  return (
    <>
      <Panel title={t`Looking back`}>
        <DebriefEntries />
        <DebriefForm />
      </Panel>
      <Panel title={t`How are you?`}>
        <AffectedForm />
      </Panel>
    </>
  );
}

/** The debrief entries of this meeting, the facilitator's own included. */
function DebriefEntries() {
  const { view } = useConsole();
  const { t } = useLingui();
  const lines = (view.desk?.backChannel ?? []).filter(
    ({ debrief, at }) => debrief !== undefined && at >= view.start,
  );
  if (lines.length === 0) {
    return (
      <p className={layout.muted}>
        <Trans>
          Thank you for leading this circle. Only the facilitators read what you write here.
        </Trans>
      </p>
    );
  }
  return (
    <ul className={styles.entries}>
      {lines.map(({ by, name, at, text }) => (
        <li key={`${at} ${by}`} dir="auto">
          <b>
            <bdi>{by === view.mine.person ? t`You` : name}</bdi>
          </b>{' '}
          <span className={`${layout.muted} ${styles.time}`}>{formatDateTime(at)}</span>
          <p dir="auto">{text}</p>
        </li>
      ))}
    </ul>
  );
}

function DebriefForm() {
  const { circle } = useConsole();
  const { t } = useLingui();
  const command = useCommand();
  const [hard, setHard, forgetHard] = useTabState(`facilitator:${circle}:hard`, '');
  const [good, setGood, forgetGood] = useTabState(`facilitator:${circle}:good`, '');
  const lines = [
    hard.trim() && t`What was hard: ${hard.trim()}`,
    good.trim() && t`What helped: ${good.trim()}`,
  ].filter((line) => line !== '');
  // Both fields become one text, so each is limited by the length of the other.
  const whole = lines.join('\n');
  const roomFor = (part: string) => Math.max(0, maxTextLength - whole.length + part.trim().length);
  const submit = async () => {
    if (!(await command.run({ do: 'back-channel', debrief: true, text: whole }))) return;
    forgetHard(hard);
    forgetGood(good);
  };
  return (
    <Form className={layout.stack} onSend={() => void submit()}>
      <TextArea
        rows={2}
        label={t`What was hard?`}
        value={hard}
        limit={roomFor(hard)}
        onChange={(event) => setHard(event.target.value)}
      />
      <TextArea
        rows={2}
        label={t`What helped?`}
        value={good}
        limit={roomFor(good)}
        onChange={(event) => setGood(event.target.value)}
      />
      <CommandError command={command} look="line" />
      <Button type="submit" busy={command.busy}>
        <Trans>Share it with the facilitators</Trans>
      </Button>
    </Form>
  );
}

function AffectedForm() {
  const { circle, view } = useConsole();
  const { t } = useLingui();
  const command = useCommand();
  const [text, setText, forget] = useTabState(`facilitator:${circle}:affected`, '');
  const [again, setAgain] = useState(false);
  const { person, threads } = view.mine;
  const own = threads.filter(({ by, help }) => by === person && help === 'affected');
  const submit = async () => {
    const words = text.trim();
    if (!(await command.run({ do: 'ask-help', kind: 'affected', ...(words && { text: words }) })))
      return;
    forget(text);
    setAgain(false);
  };
  if (own.length > 0 && !again) {
    return (
      <>
        {own.map((thread) => (
          <ThreadView key={thread.id} thread={thread} />
        ))}
        <Button kind="plain" onClick={() => setAgain(true)}>
          <Trans>Add something</Trans>
        </Button>
      </>
    );
  }
  return (
    <Form className={layout.stack} onSend={() => void submit()}>
      <p className={layout.muted}>
        <Trans>
          If this meeting stays on your mind, someone will talk with you. Only the other
          facilitators and the organisers are told.
        </Trans>
      </p>
      <TextArea
        rows={2}
        label={t`Message (optional)`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <CommandError command={command} look="line" />
      <Button type="submit" busy={command.busy}>
        <Trans>This affected me, and I’d like to talk</Trans>
      </Button>
    </Form>
  );
}

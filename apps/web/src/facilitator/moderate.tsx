/**
 * Muting, removing, not letting in, taking a message away: always with a reason and a kind
 * sentence, and with exactly what the person will read before it is done (VOI-3). Refused,
 * the form stays as it was filled in.
 */
import type { MessageId, PersonId, Reason, WireCommand } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useRef, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Choice, Select, TextArea } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { reasonWords } from '../words/reasons.ts';
import { ReceiptWords } from '../words/receipt.tsx';
import { Said, useAsk } from './console.tsx';
import styles from './facilitator.module.css';
import { sentences } from './sentences.ts';

export type Act = 'mute' | 'remove' | 'turn-away';
export type HowLong = '5m' | '15m' | 'meeting' | 'lifted';

const minutes = { '5m': 5, '15m': 15 } as const;

interface ModerateProps {
  readonly act: Act | 'redact';
  readonly who: { readonly id: PersonId; readonly name: string };
  /** What is taken away; for `redact` only. */
  readonly message?: MessageId | undefined;
  readonly onClose: () => void;
}

export function Moderate({ act, who, message, onClose }: ModerateProps) {
  const { t, i18n } = useLingui();
  const { busy, said, ask } = useAsk();
  const [length, setLength] = useState<HowLong>('5m');
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState('');
  const [pressed, setPressed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const sentence = useRef<HTMLTextAreaElement>(null);
  const words = note.trim();
  const { name } = who;

  const command = (why: Reason): WireCommand => {
    switch (act) {
      case 'mute':
        return {
          do: 'mute',
          who: who.id,
          reason: why,
          note: words,
          ...(length !== 'lifted' && { for: length }),
        };
      case 'remove':
        return { do: 'remove', who: who.id, reason: why, note: words };
      case 'turn-away':
        return { do: 'turn-away', who: who.id, reason: why, note: words };
      case 'redact':
        return { do: 'redact', message: message ?? '', reason: why, note: words };
    }
  };
  const submit = async () => {
    setPressed(true);
    if (reason === null || words === '') {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    if (await ask(command(reason))) onClose();
  };

  const titles: Record<ModerateProps['act'], string> = {
    mute: t`Mute ${name}`,
    remove: t`Remove ${name} from this meeting`,
    'turn-away': t`Not today: ${name}`,
    redact: t`Take away a message of ${name}`,
  };
  const doing: Record<ModerateProps['act'], string> = {
    mute: t`Mute`,
    remove: t`Remove from the meeting`,
    'turn-away': t`Do not let in today`,
    redact: t`Take the message away`,
  };

  return (
    <Sheet open onClose={onClose} title={titles[act]}>
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {act === 'mute' && (
          <Choice
            row
            label={t`How long`}
            value={length}
            onChange={setLength}
            options={[
              { value: '5m', label: t`5 minutes` },
              { value: '15m', label: t`15 minutes` },
              { value: 'meeting', label: t`This meeting` },
              { value: 'lifted', label: t`Until lifted` },
            ]}
          />
        )}
        <Select
          label={t`Why`}
          value={reason ?? ''}
          error={pressed && reason === null ? t`Choose what it is about.` : undefined}
          onChange={(event) => setReason(event.target.value as Reason)}
        >
          <option value="" disabled>
            {t`Choose a reason`}
          </option>
          {Object.entries(reasonWords).map(([value, label]) => (
            <option key={value} value={value}>
              {i18n._(label)}
            </option>
          ))}
        </Select>
        <TextArea
          ref={sentence}
          label={t`A kind sentence for ${name}`}
          value={note}
          error={
            pressed && words === '' ? t`Write one sentence, or take one from below.` : undefined
          }
          onChange={(event) => setNote(event.target.value)}
        />
        {note === '' && (
          <Suggestions
            from={sentences[act]}
            onTake={(taken) => {
              setNote(taken);
              // The pressed one is gone; what was taken is there to be changed.
              sentence.current?.focus();
            }}
          />
        )}
        <Preview act={act} length={length} reason={reason} note={words} name={name} />
        <Said words={said} />
        <div className={styles.ends}>
          <Button onClick={onClose}>
            <Trans>Leave it</Trans>
          </Button>
          <Button type="submit" kind={act === 'mute' ? 'primary' : 'danger'} busy={busy}>
            {doing[act]}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

interface SuggestionsProps {
  readonly from: readonly MessageDescriptor[];
  readonly onTake: (words: string) => void;
}

function Suggestions({ from, onTake }: SuggestionsProps) {
  const { i18n, t } = useLingui();
  return (
    <ul className={styles.suggestions} aria-label={t`Sentences to begin with`}>
      {from.map((sentence) => {
        const words = i18n._(sentence);
        return (
          <li key={words}>
            <Button className={styles.suggestion} onClick={() => onTake(words)}>
              {words}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

interface PreviewProps {
  readonly act: ModerateProps['act'];
  readonly length: HowLong;
  readonly reason: Reason | null;
  readonly note: string;
  readonly name: string;
}

function Preview({ act, length, reason, note, name }: PreviewProps) {
  const id = useId();
  const until = length === '5m' || length === '15m' ? Date.now() + minutes[length] * 60_000 : null;
  return (
    <section className={styles.preview} aria-labelledby={id}>
      <h3 id={id} className={styles.sub}>
        <Trans>What {name} will read</Trans>
      </h3>
      {reason && note ? (
        <ReceiptWords receipt={{ kind: act, reason, note, ...(act === 'mute' && { until }) }} />
      ) : (
        <p className={styles.quiet}>
          <Trans>Choose a reason and write a sentence, and you see it here.</Trans>
        </p>
      )}
      <p className={styles.quiet}>
        {act === 'mute' && <Trans>The circle is told nothing. You can lift it at any time.</Trans>}
        {act === 'remove' && <Trans>The circle is told nothing. It ends with this meeting.</Trans>}
        {act === 'turn-away' && <Trans>The circle is told nothing.</Trans>}
        {act === 'redact' && (
          <Trans>The circle sees that a facilitator removed a message. Its words are gone.</Trans>
        )}
      </p>
    </section>
  );
}

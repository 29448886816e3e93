/**
 * Every act towards one person: with a reason where it needs one, a kind sentence, and exactly
 * what they will read before it is done (VOI-3). Refused, the form stays as it was filled in;
 * ending a turn remembers the floor it was opened on (RND-18).
 */

import type { MessageId, PersonId, Reason } from '@holdspace/protocol';
import type { MessageDescriptor } from '@lingui/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { reasonTexts } from '../../lib/i18n/reason-texts.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { now } from '../../lib/time/now.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Select, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CommandError, useConsole, useConsoleCommand } from '../console/console.tsx';
import styles from '../console/facilitator.module.css';
import { StaleFormError, useStaleFormGuard } from '../console/stale-form-guard.tsx';
import { ExclusionDuration, MuteDuration } from './duration-fields.tsx';
import { storeLastMute } from './last-mute.ts';
import {
  type ExcludeLength,
  endsParticipation,
  excludedUntil,
  type ModerationAction,
  type MuteLength,
  moderationCommand,
  mutedUntil,
  needsReason,
} from './moderation-actions.ts';
import { ReceiptPreview } from './receipt-preview.tsx';
import { suggestedSentences } from './suggested-sentences.ts';

interface ModerationFormProps {
  readonly action: ModerationAction;
  readonly who: { readonly id: PersonId; readonly name: string };
  /** What is taken away; for `redact` only. */
  readonly message?: MessageId | undefined;
  readonly onClose: () => void;
}

interface ReasonAndNote {
  readonly reason: Reason | null;
  readonly note: string;
}

export function ModerationForm({ action: act, who, message, onClose }: ModerationFormProps) {
  const { t, i18n } = useLingui();
  const { circle, view } = useConsole();
  const plain = useConsoleCommand();
  const floor = useStaleFormGuard();
  const [mute, setMute] = useState<MuteLength>('5m');
  const [still, setStill] = useState(false);
  const [length, setLength] = useState<ExcludeLength>('month');
  const [date, setDate] = useState('');
  // Reason and sentence are one thing, kept for this act and this person alone (TXT-1).
  const [{ reason, note }, setWords, forget] = useTabState<ReasonAndNote>(
    `facilitator:${circle}:${act}.${message ?? who.id}`,
    { reason: null, note: '' },
  );
  const setReason = (next: Reason) => setWords({ reason: next, note });
  const setNote = (next: string) => setWords({ reason, note: next });
  const [pressed, setPressed] = useState(false);
  const [opened] = useState(now);
  const form = useRef<HTMLFormElement>(null);
  const sentence = useRef<HTMLTextAreaElement>(null);
  const words = note.trim();
  const { name } = who;
  const asked = [...view.people, ...(view.removed ?? [])].find(
    ({ id }) => id === who.id,
  )?.exclusionAsked;
  const excluded = act === 'exclude' ? excludedUntil(length, date, opened) : null;
  const until = act === 'mute' ? mutedUntil(mute, opened) : excluded;
  const noReason = needsReason(act) && reason === null;
  const noDate =
    act === 'exclude' && length === 'date' && (excluded === null || excluded <= opened);

  const submit = async (anyway = false) => {
    setPressed(true);
    if (noReason || noDate || words === '') {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
      return;
    }
    const why = reason ?? 'other';
    const command = moderationCommand({
      act,
      who: who.id,
      message,
      reason: why,
      note: words,
      mute,
      still,
      until: excluded,
    });
    if (!(await (act === 'stop' ? floor.run(command, anyway) : plain.run(command)))) return;
    if (act === 'mute') storeLastMute(circle, { reason: why, note: words });
    forget();
    onClose();
  };

  const titles: Record<ModerationAction, string> = {
    nudge: t`Send ${name} a private message`,
    stop: t`End ${name}’s turn`,
    warn: t`Warn ${name}`,
    mute: t`Mute ${name}`,
    remove: t`Remove ${name} from this meeting`,
    exclude: t`Exclude ${name} from the circle`,
    'exclude-everywhere': t`Ban ${name} from the whole organisation`,
    'turn-away': t`Not today: ${name}`,
    redact: t`Remove a message by ${name}`,
  };
  const doing: Record<ModerationAction, string> = {
    nudge: t`Send message`,
    stop: t`End turn`,
    warn: t`Warn`,
    mute: t`Mute`,
    remove: t`Remove from the meeting`,
    exclude: t`Exclude from the circle`,
    'exclude-everywhere': asked ? t`Confirm ban` : t`Request ban`,
    'turn-away': t`Don’t let in today`,
    redact: t`Remove message`,
  };

  return (
    <Sheet open onClose={onClose} title={titles[act]}>
      <Form ref={form} className={styles.form} noValidate onSend={() => void submit()}>
        {act === 'mute' && (
          <>
            <MuteDuration value={mute} onChange={setMute} />
            <Check
              label={t`Also turn off “I hear you” and similar`}
              checked={still}
              onChange={setStill}
            />
          </>
        )}
        {act === 'exclude' && (
          <ExclusionDuration
            value={length}
            onChange={setLength}
            date={date}
            onDate={setDate}
            error={pressed && noDate ? t`Choose a day in the future.` : undefined}
          />
        )}
        {needsReason(act) && (
          <Select
            label={t`Why`}
            value={reason ?? ''}
            error={pressed && noReason ? t`Choose a reason.` : undefined}
            onChange={(event) => setReason(event.target.value as Reason)}
          >
            <option value="" disabled>
              {t`Choose a reason`}
            </option>
            {Object.entries(reasonTexts).map(([value, label]) => (
              <option key={value} value={value}>
                {i18n._(label)}
              </option>
            ))}
          </Select>
        )}
        <TextArea
          ref={sentence}
          label={t`A kind sentence for ${name}`}
          value={note}
          error={pressed && words === '' ? t`Write a sentence, or choose one below.` : undefined}
          onChange={(event) => setNote(event.target.value)}
        />
        {note === '' && (
          <Suggestions
            from={suggestedSentences[act]}
            onTake={(taken) => {
              setNote(taken);
              // The pressed one is gone; what was taken is there to be changed.
              sentence.current?.focus();
            }}
          />
        )}
        <ReceiptPreview
          act={act}
          name={name}
          asked={asked}
          receipt={
            noReason || words === ''
              ? null
              : { kind: act, reason: reason ?? 'other', note: words, until }
          }
        />
        {act === 'stop' ? (
          <StaleFormError form={floor} retry={() => void submit(true)} />
        ) : (
          <CommandError words={plain.errorText} />
        )}
        <div className={styles.ends}>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            type="submit"
            kind={
              endsParticipation(act) || act === 'redact' || act === 'turn-away'
                ? 'danger'
                : 'primary'
            }
            busy={plain.busy || floor.busy}
          >
            {doing[act]}
          </Button>
        </div>
      </Form>
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
    <ul className={styles.suggestions} aria-label={t`Suggested sentences`}>
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

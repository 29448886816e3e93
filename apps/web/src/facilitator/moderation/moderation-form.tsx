/**
 * The form of every moderation action towards one person: a reason where the action needs one, a
 * kind sentence, and a preview of exactly what the person will read (VOI-3).
 */
import type { ExclusionRequest, Reason } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { type RefObject, useRef } from 'react';
import { reasonTexts } from '../../lib/i18n/reason-texts.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Check, Select, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { StaleFormError } from '../console/stale-form-error.tsx';
import { ExclusionDuration, MuteDuration } from './duration-fields.tsx';
import { isDestructive, type ModerationAction, needsReason } from './moderation-actions.ts';
import { ReceiptPreview } from './receipt-preview.tsx';
import { suggestedSentences } from './sentences.ts';
import { SuggestedSentences } from './suggested-sentences.tsx';
import { type ModerationTarget, useModerationForm } from './use-moderation-form.ts';

type ModerationFormProps = ModerationTarget & { readonly onClose: () => void };
type FormState = ReturnType<typeof useModerationForm>;

export function ModerationForm({ onClose, ...target }: ModerationFormProps) {
  const { action, who } = target;
  const form = useRef<HTMLFormElement>(null);
  const state = useModerationForm(target, form, onClose);
  const banRequest = useBanRequest(who.id);
  const title = useModerationTitle(action, who.name);
  const submitText = useSubmitText(action, banRequest);
  return (
    <Sheet open onClose={onClose} title={title}>
      <Form ref={form} className={layout.stack} noValidate onSend={() => void state.submit()}>
        <DurationFields action={action} state={state} />
        {needsReason(action) && <ReasonField state={state} />}
        <SentenceField action={action} name={who.name} state={state} />
        <ReceiptPreview
          action={action}
          name={who.name}
          banRequest={banRequest}
          receipt={state.receipt}
        />
        {action === 'stop' ? (
          <StaleFormError form={state.guarded} retry={() => void state.submit(true)} />
        ) : (
          <CommandError command={state.command} look="line" />
        )}
        <div className={layout.formButtons}>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            type="submit"
            kind={isDestructive(action) ? 'danger' : 'primary'}
            busy={state.busy}
          >
            {submitText}
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}

interface FieldProps {
  readonly state: FormState;
}

function DurationFields({ action, state }: FieldProps & { readonly action: ModerationAction }) {
  const { t } = useLingui();
  const { mute, exclusion, errors } = state;
  if (action === 'mute') {
    return (
      <>
        <MuteDuration value={mute.length} onChange={mute.setLength} />
        <Check
          label={t`Also turn off “I hear you” and similar`}
          checked={mute.mutesResonance}
          onChange={mute.setMutesResonance}
        />
      </>
    );
  }
  if (action !== 'exclude') return null;
  return (
    <ExclusionDuration
      value={exclusion.length}
      onChange={exclusion.setLength}
      date={exclusion.date}
      onDate={exclusion.setDate}
      error={errors.date ? t`Choose a day in the future.` : undefined}
    />
  );
}

function ReasonField({ state }: FieldProps) {
  const { t, i18n } = useLingui();
  return (
    <Select
      label={t`Why`}
      value={state.reason ?? ''}
      error={state.errors.reason ? t`Choose a reason.` : undefined}
      onChange={(event) => state.setReason(event.target.value as Reason)}
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
  );
}

interface SentenceFieldProps extends FieldProps {
  readonly action: ModerationAction;
  readonly name: string;
}

function SentenceField({ action, name, state }: SentenceFieldProps) {
  const { t } = useLingui();
  const { note, setNote } = state;
  const field: RefObject<HTMLTextAreaElement | null> = useRef(null);
  return (
    <>
      <TextArea
        ref={field}
        label={t`A kind sentence for ${name}`}
        value={note}
        error={state.errors.note ? t`Write a sentence, or choose one below.` : undefined}
        onChange={(event) => setNote(event.target.value)}
      />
      {note === '' && (
        <SuggestedSentences
          sentences={suggestedSentences[action]}
          onChoose={(sentence) => {
            setNote(sentence);
            // The pressed button is gone; the chosen sentence can be edited in the field.
            field.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** The request to ban this person, when one facilitator has made it already. */
function useBanRequest(id: string): ExclusionRequest | undefined {
  const { view } = useConsole();
  return [...view.people, ...(view.removed ?? [])].find((person) => person.id === id)
    ?.exclusionAsked;
}

function useModerationTitle(action: ModerationAction, name: string): string {
  const { t } = useLingui();
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
  return titles[action];
}

function useSubmitText(action: ModerationAction, banRequest: ExclusionRequest | undefined): string {
  const { t } = useLingui();
  const texts: Record<ModerationAction, string> = {
    nudge: t`Send message`,
    stop: t`End turn`,
    warn: t`Warn`,
    mute: t`Mute`,
    remove: t`Remove from the meeting`,
    exclude: t`Exclude from the circle`,
    'exclude-everywhere': banRequest ? t`Confirm ban` : t`Request ban`,
    'turn-away': t`Don’t let in today`,
    redact: t`Remove message`,
  };
  return texts[action];
}

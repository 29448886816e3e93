/** The form that starts a round (RND-1): question, order, and the facilitator's own place. */
import type { FacilitatorPlace, PersonId } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useCommand } from '../../lib/commands/use-command.ts';
import { useTabState } from '../../lib/storage/use-tab-state.ts';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import { Choice, TextArea } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { StaleFormError } from '../console/stale-form-error.tsx';
import { useStaleFormGuard } from '../console/use-stale-form-guard.ts';
import { OrderList } from './order-list.tsx';
import { applyOrder } from './reorder-form.tsx';

interface RoundFormProps {
  /** A closing round moves the meeting to its closing phase as well (PHA-3). */
  readonly closing?: boolean;
  readonly onClose: () => void;
}

export function RoundForm({ closing = false, onClose }: RoundFormProps) {
  const { circle, guide, view } = useConsole();
  const { t } = useLingui();
  const form = useStaleFormGuard();
  const closingStep = useCommand();
  const question = useRef<HTMLTextAreaElement>(null);
  // Runs after the effect of the sheet that moves the focus into it.
  useEffect(() => question.current?.focus(), []);
  const [prompt, setPrompt, forget] = useTabState(
    `facilitator:${circle}:${closing ? 'closing-prompt' : 'prompt'}`,
    closing ? (guide?.phases?.closing?.prompts?.[0] ?? t`One word to take along?`) : '',
  );
  const [place, setPlace] = useState<FacilitatorPlace>(guide?.order?.facilitator ?? 'none');
  const [orderKind, setOrderKind] = useState<'shuffled' | 'arranged'>('shuffled');
  const sharers = view.people.filter(
    (person) => person.seat === 'sharer' && person.role === 'participant' && person.here,
  );
  const [draft, setDraft] = useState<readonly PersonId[]>([]);
  const shown = applyOrder(draft, sharers);
  const names = new Intl.ListFormat(undefined, { type: 'conjunction' }).format(
    sharers.map(({ name }) => name),
  );
  const hasBegun = useRef(false);
  const submit = async (anyway: boolean) => {
    const order = orderKind === 'arranged' ? { order: shown.map(({ id }) => id) } : {};
    const round = {
      do: 'start-round',
      prompt: prompt.trim(),
      facilitator: place,
      ...order,
    } as const;
    // TXT-2: when the next command is refused, the round has hasBegun and the form stays filled in.
    hasBegun.current ||= await form.run(round, anyway);
    if (!hasBegun.current) return;
    if (closing && !(await closingStep.run({ do: 'set-phase', phase: 'closing' }))) return;
    forget();
    onClose();
  };
  return (
    <Sheet open onClose={onClose} title={closing ? t`A closing round` : t`Start a round`}>
      <Form className={layout.stack} onSend={() => void submit(false)}>
        <TextArea
          label={t`The question`}
          hint={t`Everyone sees it. Keep it simple and open, for example: what helped you this week?`}
          value={prompt}
          ref={question}
          onChange={(event) => setPrompt(event.target.value)}
        />
        <Choice
          row
          label={t`The order`}
          value={orderKind}
          onChange={setOrderKind}
          options={[
            { value: 'shuffled', label: t`Random` },
            { value: 'arranged', label: t`I choose the order` },
          ]}
        />
        {orderKind === 'arranged' ? (
          <OrderList people={shown} onChange={setDraft} />
        ) : (
          <p className={layout.muted}>
            {sharers.length > 0 ? (
              <Trans>In it: {names}, in random order. Listeners can raise a hand to join.</Trans>
            ) : (
              <Trans>No one who shares is here yet.</Trans>
            )}
          </p>
        )}
        <Choice
          row
          label={t`Your own turn`}
          value={place}
          onChange={setPlace}
          options={[
            { value: 'first', label: t`First` },
            { value: 'last', label: t`Last` },
            { value: 'none', label: t`Not in the round` },
          ]}
        />
        <StaleFormError form={form} retry={() => void submit(true)} />
        <CommandError command={closingStep} look="line" />
        <div className={layout.formButtons}>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" kind="primary" busy={form.busy}>
            <Trans>Start the round</Trans>
          </Button>
        </div>
      </Form>
    </Sheet>
  );
}

/** Proposing a change of the agreements (AGR-3). What is typed stays in this tab until it is sent. */
import { memberApi } from '@holdspace/client';
import { type ClauseBody, maxAgreementLength, type NewProposalRequest } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRequest } from '../lib/api/use-request.ts';
import { useTabState } from '../lib/storage/use-tab-state.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { Choice, Select, TextArea } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { useFocusSwap } from '../ui/use-focus-swap.ts';
import styles from './place.module.css';

interface ProposalFormProps {
  readonly circle: string;
  readonly clauses: readonly ClauseBody[];
  readonly onProposed: () => void;
}

interface ProposalDraft {
  readonly what: NewProposalRequest['what'];
  readonly clause: string;
  readonly text: string;
  readonly why: string;
}
const emptyDraft: ProposalDraft = { what: 'new', clause: '', text: '', why: '' };
/** The longest reason, in characters. */
const maxReason = 500;

export function ProposalForm({ circle, clauses, onProposed }: ProposalFormProps) {
  const [isOpen, setOpen] = useState(false);
  const swap = useFocusSwap<HTMLDivElement>(isOpen);
  const close = () => setOpen(false);
  return (
    <div ref={swap}>
      {isOpen ? (
        <OpenForm {...{ circle, clauses, onProposed }} onClose={close} />
      ) : (
        <Button onClick={() => setOpen(true)}>
          <Trans>Propose a change…</Trans>
        </Button>
      )}
    </div>
  );
}

interface OpenFormProps extends ProposalFormProps {
  readonly onClose: () => void;
}

function OpenForm({ circle, clauses, onProposed, onClose }: OpenFormProps) {
  const { t } = useLingui();
  const [draft, setDraft, forget] = useTabState(`proposal.${circle}`, emptyDraft);
  const request = useRequest();
  // What belongs to the safety of the organisation cannot be voted away.
  const open = clauses.filter(({ safety }) => safety !== true);
  const chosen = open.find(({ id }) => id === draft.clause) ?? open[0];
  const set = (changed: Partial<ProposalDraft>) => setDraft({ ...draft, ...changed });
  const send = async () => {
    const body = proposalRequest(draft, chosen?.id ?? '');
    const result = await request.run(() => memberApi({}).proposeChange(circle, body));
    if (!result?.ok) return;
    forget();
    announce(t`Thank you. Everyone in the circle can answer now; no one is told that it’s yours.`);
    onClose();
    onProposed();
  };
  return (
    <Form className={styles.form} onSend={() => void send()}>
      {open.length > 0 && (
        <Choice
          label={t`What would you like to change?`}
          options={[
            { value: 'new', label: t`Add something` },
            { value: 'changed', label: t`Say something in other words` },
            { value: 'removed', label: t`Leave something out` },
          ]}
          value={draft.what}
          onChange={(what) => set({ what })}
        />
      )}
      {draft.what !== 'new' && (
        <Select
          label={t`Which one?`}
          value={chosen?.id}
          onChange={(event) => set({ clause: event.target.value })}
        >
          {open.map(({ id, text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </Select>
      )}
      {draft.what !== 'removed' && (
        <TextArea
          label={draft.what === 'new' ? t`The new agreement` : t`In your words`}
          rows={2}
          limit={maxAgreementLength}
          value={draft.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      )}
      <TextArea
        label={t`Why? You don’t have to say.`}
        rows={2}
        limit={maxReason}
        value={draft.why}
        onChange={(event) => set({ why: event.target.value })}
      />
      <CommandError command={request} />
      <div className={styles.decisions}>
        <Button
          type="submit"
          kind="primary"
          busy={request.busy}
          disabled={draft.what !== 'removed' && draft.text.trim() === ''}
        >
          <Trans>Propose it</Trans>
        </Button>
        <Button kind="plain" onClick={onClose}>
          <Trans>Not now</Trans>
        </Button>
      </div>
    </Form>
  );
}

function proposalRequest({ what, text, why }: ProposalDraft, clause: string): NewProposalRequest {
  switch (what) {
    case 'new':
      return { what, text, why };
    case 'changed':
      return { what, clause, text, why };
    case 'removed':
      return { what, clause, why };
  }
}

/**
 * A new order of the people still to speak, or of the hands, sent as one command. The draft follows
 * people who enter or leave meanwhile.
 */
import type { PersonId, ViewPerson } from '@holdspace/protocol';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import layout from '../console/layout.module.css';
import { StaleFormError } from '../console/stale-form-error.tsx';
import { useStaleFormGuard } from '../console/use-stale-form-guard.ts';
import { OrderList } from './order-list.tsx';

interface ReorderFormProps {
  readonly people: readonly ViewPerson[];
  readonly onClose: () => void;
}

/** The drafted order without people who left, with new people at the end. */
export const applyOrder = (
  draft: readonly PersonId[],
  people: readonly ViewPerson[],
): readonly ViewPerson[] => [
  ...draft.flatMap((id) => people.filter((person) => person.id === id)),
  ...people.filter(({ id }) => !draft.includes(id)),
];

export function ReorderForm({ people, onClose }: ReorderFormProps) {
  const [draft, setDraft] = useState(() => people.map(({ id }) => id));
  const form = useStaleFormGuard();
  const shown = applyOrder(draft, people);
  const send = async (anyway: boolean) => {
    if (await form.run({ do: 'reorder', order: shown.map(({ id }) => id) }, anyway)) onClose();
  };
  return (
    <>
      <OrderList people={shown} onChange={(order) => setDraft([...order])} />
      <StaleFormError form={form} retry={() => void send(true)} />
      <div className={layout.pair}>
        <Button kind="primary" busy={form.busy} onClick={() => void send(false)}>
          <Trans>Use this order</Trans>
        </Button>
        <Button onClick={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </>
  );
}

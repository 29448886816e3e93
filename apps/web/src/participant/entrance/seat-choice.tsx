/** How one would like to be here: sharing, or just listening. */
import type { Seat } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { Choice } from '../../ui/field.tsx';

interface SeatChoiceProps {
  readonly value: Seat;
  /** They choose to share, and listen until a seat is free (RHY-6). */
  readonly waits?: boolean | undefined;
  readonly onChange: (seat: Seat) => void;
}

export function SeatChoice({ value, waits = false, onChange }: SeatChoiceProps) {
  const { t } = useLingui();
  return (
    <Choice
      value={waits ? 'sharer' : value}
      onChange={onChange}
      {...(waits
        ? { hint: t`You listen for now. You get a seat as soon as there’s one for you.` }
        : {})}
      label={t`How would you like to take part today?`}
      row
      options={[
        { value: 'sharer', label: t`Sharing` },
        { value: 'listener', label: t`Just listening` },
      ]}
    />
  );
}

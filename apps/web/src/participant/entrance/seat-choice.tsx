/** How one would like to be here: sharing, or just listening. */
import type { Seat } from '@holdspace/protocol';
import { useLingui } from '@lingui/react/macro';
import { Choice } from '../../ui/field.tsx';

interface SeatChoiceProps {
  readonly value: Seat;
  readonly onChange: (seat: Seat) => void;
}

export function SeatChoice(props: SeatChoiceProps) {
  const { t } = useLingui();
  return (
    <Choice
      {...props}
      label={t`How would you like to take part today?`}
      row
      options={[
        { value: 'sharer', label: t`Sharing` },
        { value: 'listener', label: t`Just listening` },
      ]}
    />
  );
}

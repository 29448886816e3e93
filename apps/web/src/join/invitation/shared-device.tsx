/** Asked at each way of joining: do others use this device too? */
import { useLingui } from '@lingui/react/macro';
import { Check } from '../../ui/field.tsx';

interface SharedDeviceProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SharedDevice(props: SharedDeviceProps) {
  const { t } = useLingui();
  return (
    <Check
      label={t`I’m on a shared device`}
      hint={t`This browser forgets you when you close it.`}
      {...props}
    />
  );
}

/** Opens the facilitator's panels on a phone, and names what waits for a facilitator. */
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import styles from './lead-button.module.css';
import { useCircle } from './model/circle-context.ts';
import { waitingSummary } from './model/facilitation.ts';

export function LeadButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useLingui();
  const { view } = useCircle();
  const { count, most } = waitingSummary(view);
  return (
    <Button className={styles.lead} aria-haspopup="dialog" onClick={onClick}>
      <Trans>Lead</Trans>
      {most && (
        <span className={styles.waiting} data-help={most === 'help' || undefined}>
          {most === 'help'
            ? t`Asked for help`
            : most === 'frozen'
              ? t`Lost connection`
              : plural(count, { one: '# waiting', other: '# waiting' })}
        </span>
      )}
    </Button>
  );
}

/** The moderation actions of this circle with their reasons (VOI-8), folded away. */
import { Trans } from '@lingui/react/macro';
import { ModerationRecord } from '../../desk/moderation-record.tsx';
import { useConsole } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';
import { ShowEarlier } from '../console/show-earlier.tsx';

export function ModerationLog() {
  const { view } = useConsole();
  const record = view.desk?.record ?? [];
  return (
    <details className={layout.disclosure}>
      <summary>
        <Trans>What was done, and why ({record.length})</Trans>
      </summary>
      <ShowEarlier lists={['record']} />
      <ModerationRecord record={record} />
    </details>
  );
}

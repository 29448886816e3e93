/**
 * The moderation record with reasons (VOI-8) and the private feedback after meetings, both folded
 * away.
 */
import { Trans } from '@lingui/react/macro';
import { ModerationRecord } from '../../desk/moderation-record.tsx';
import layout from '../page/layout.module.css';
import type { OrganiserDeskData } from './desk-data.ts';

export function RecordSection({ desk }: { readonly desk: OrganiserDeskData }) {
  return (
    <section className={layout.stack}>
      <h2>
        <Trans>Looking back</Trans>
      </h2>
      <details className={layout.disclosure}>
        <summary>
          <Trans>What was done, and why ({desk.record.length})</Trans>
        </summary>
        <ModerationRecord record={desk.record} />
      </details>
      <details className={layout.disclosure}>
        <summary>
          <Trans>What people wrote afterwards ({desk.feedback.length})</Trans>
        </summary>
        {desk.feedback.length === 0 ? (
          <p className={layout.muted}>
            <Trans>No one has written anything yet. Feedback comes without names.</Trans>
          </p>
        ) : (
          <ul className={layout.bullets}>
            {desk.feedback.map(({ id, text }) => (
              <li key={id} dir="auto">
                {text}
              </li>
            ))}
          </ul>
        )}
      </details>
    </section>
  );
}

/** Who leads now, and taking it over; handing it over is in the person's menu (FAC-1). */
import { Trans } from '@lingui/react/macro';
import { SendCommandButton } from '../console/command-button.tsx';
import { useConsole, useFindPerson } from '../console/console-context.tsx';
import layout from '../console/layout.module.css';

export function LeadStatus() {
  const { view } = useConsole();
  const lead = useFindPerson()(view.lead);
  const others = view.people.some(
    ({ id, role }) => role === 'facilitator' && id !== view.mine.person,
  );
  if (view.lead === view.mine.person) {
    if (!others) return null;
    return (
      <p className={layout.muted}>
        <Trans>You’re leading. To hand over, open another facilitator’s menu.</Trans>
      </p>
    );
  }
  return (
    <div className={layout.spread}>
      <p className={layout.muted}>
        {lead ? (
          lead.here ? (
            <Trans>
              <bdi>{lead.name}</bdi> leads
            </Trans>
          ) : (
            <Trans>
              <bdi>{lead.name}</bdi> leads, but is away right now
            </Trans>
          )
        ) : (
          <Trans>No one is leading right now</Trans>
        )}
      </p>
      <SendCommandButton command={{ do: 'take-lead' }} kind="plain">
        <Trans>Take the lead</Trans>
      </SendCommandButton>
    </div>
  );
}

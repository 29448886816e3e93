/** Actions of the organiser on a participant: stand-in (FAC-3) and lifting an exclusion (VOI-1). */
import type { CircleDetail } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { formatDate } from '../../lib/i18n/dates.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { CommandError } from '../../ui/command-error.tsx';
import layout from '../page/layout.module.css';
import { useStaffRequest } from '../proof/proof-context.ts';

interface MemberActionsProps {
  readonly circle: string;
  readonly person: CircleDetail['people'][number];
  readonly onChanged: () => void;
}

export function MemberActions({ circle, person, onChanged }: MemberActionsProps) {
  const { t } = useLingui();
  const request = useStaffRequest();
  const { id, name, role, standIn, excluded } = person;
  if (role === 'facilitator') return null;
  const until = excluded?.until;
  const lift = async () => {
    if (!(await request.run((api) => api.liftExclusion(circle, id)))?.ok) return;
    announce(t`${name} can take part again.`);
    onChanged();
  };
  const toggleStandIn = async () => {
    if (!(await request.run((api) => api.nameStandIn(circle, id, !standIn)))?.ok) return;
    onChanged();
  };
  return (
    <>
      {excluded ? (
        <div className={layout.item}>
          <p className={`${layout.text} ${layout.muted}`}>
            {excluded.everywhere ? (
              <Trans>Banned from the whole organisation, by two people.</Trans>
            ) : typeof until === 'number' ? (
              <Trans>Excluded from this circle until {formatDate(until)}.</Trans>
            ) : (
              <Trans>Excluded from this circle until someone allows it again.</Trans>
            )}
          </p>
          <Button busy={request.busy} onClick={() => void lift()}>
            <Trans>
              Allow again <span className="hidden">{name}</span>
            </Trans>
          </Button>
        </div>
      ) : (
        <div>
          <Button kind="plain" busy={request.busy} onClick={() => void toggleStandIn()}>
            {standIn ? (
              <Trans>
                Remove as stand-in <span className="hidden">{name}</span>
              </Trans>
            ) : (
              <Trans>
                Make stand-in <span className="hidden">{name}</span>
              </Trans>
            )}
          </Button>
        </div>
      )}
      <CommandError command={request} />
    </>
  );
}

/** Who may stand in when no facilitator is there (FAC-3), and whose exclusion is lifted (VOI-1). */
import type { CircleDetail } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '../../lib/api/use-mutation.ts';
import { formatDate } from '../../lib/i18n/dates.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../page/error-notice.tsx';
import layout from '../page/layout.module.css';

interface MemberActionsProps {
  readonly circle: string;
  readonly person: CircleDetail['people'][number];
  readonly onChanged: () => void;
}

export function MemberActions({ circle, person, onChanged }: MemberActionsProps) {
  const { t } = useLingui();
  const { busy, problem, mutate: tell } = useMutation();
  const { id, name, role, standIn, excluded } = person;
  if (role === 'facilitator') return null;
  const until = excluded?.until;
  const lift = async () => {
    if (!(await tell((server) => server.liftExclusion(circle, id)))) return;
    announce(t`${name} can take part again.`);
    onChanged();
  };
  const stand = async () => {
    if (!(await tell((server) => server.nameStandIn(circle, id, !standIn)))) return;
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
          <Button busy={busy} onClick={() => void lift()}>
            <Trans>
              Allow again <span className="hidden">{name}</span>
            </Trans>
          </Button>
        </div>
      ) : (
        <div>
          <Button kind="plain" busy={busy} onClick={() => void stand()}>
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
      <ErrorNotice words={problem} />
    </>
  );
}

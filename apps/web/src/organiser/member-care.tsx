/** Who may stand in when no facilitator is there (FAC-3), and whose exclusion is lifted (VOI-1). */
import type { CircleDetail } from '@holdspace/protocol';
import { Trans, useLingui } from '@lingui/react/macro';
import { useTelling } from '../lib/use-telling.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { date } from '../words/times.ts';
import styles from './organiser.module.css';
import { Problem } from './problem.tsx';

interface MemberCareProps {
  readonly circle: string;
  readonly person: CircleDetail['people'][number];
  readonly onChanged: () => void;
}

export function MemberCare({ circle, person, onChanged }: MemberCareProps) {
  const { t } = useLingui();
  const { busy, problem, tell } = useTelling();
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
        <div className={styles.item}>
          <p className={`${styles.lines} ${styles.quiet}`}>
            {excluded.everywhere ? (
              <Trans>Banned from the whole organisation, by two people.</Trans>
            ) : typeof until === 'number' ? (
              <Trans>Excluded from this circle until {date(until)}.</Trans>
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
      <Problem words={problem} />
    </>
  );
}

/** The agreements as they are now, and what members propose to change (AGR-1, AGR-3). */
import { memberApi } from '@holdspace/client';
import type { CircleCardBody, PlaceBody } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '../lib/api/use-query.ts';
import styles from './place.module.css';
import { ProposalCard } from './proposal-card.tsx';
import { ProposalForm } from './proposal-form.tsx';

interface PlaceAgreementsProps {
  readonly place: PlaceBody;
  readonly card: CircleCardBody | null;
  /** Something was put into force. */
  readonly onChanged: () => void;
}

export function PlaceAgreements({ place, card, onChanged }: PlaceAgreementsProps) {
  const { circle, agreements, me, state } = place;
  // Proposals are read after agreeing to what stands.
  const asks = !agreements.changed && state !== 'ended';
  const [loaded, reload] = useQuery(
    () => (asks ? memberApi({}).proposals(circle) : Promise.resolve([])),
    `${circle} ${agreements.version} ${asks}`,
  );
  if (!card) return null;
  const proposals = loaded.state === 'there' ? loaded.value : [];
  const unanswered = proposals.filter((each) => each.state === 'open' && each.answer === null);
  const change = () => {
    reload();
    onChanged();
  };
  return (
    <details className={styles.more}>
      <summary>
        <Trans>Our agreements</Trans>
        {unanswered.length > 0 && (
          <span className={styles.count}>
            {plural(unanswered.length, {
              one: '1 proposal to answer',
              other: '# proposals to answer',
            })}
          </span>
        )}
      </summary>
      <div className={styles.agreements}>
        {card.clauses.length > 0 && (
          <ol className={styles.clauses}>
            {card.clauses.map(({ id, text, safety }) => (
              <li key={id}>
                <bdi>{text}</bdi>
                {safety && (
                  <span>
                    {' '}
                    <Trans>(for everyone’s safety: it can’t be voted away)</Trans>
                  </span>
                )}
              </li>
            ))}
          </ol>
        )}
        {proposals.map((proposal) => (
          <ProposalCard
            key={proposal.id}
            {...{ circle, proposal }}
            decides={me.role === 'facilitator'}
            onChanged={change}
          />
        ))}
        {asks && <ProposalForm circle={circle} clauses={card.clauses} onProposed={reload} />}
      </div>
    </details>
  );
}

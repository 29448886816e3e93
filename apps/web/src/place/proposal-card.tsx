/**
 * A proposed change of the agreements (AGR-3): what would be different, one's own answer, and how
 * many gave which. Nobody is named; whose it is knows its author alone.
 */
import { memberApi } from '@holdspace/client';
import type { ProposalAnswer, ProposalBody } from '@holdspace/protocol';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useRequest } from '../lib/api/use-request.ts';
import { ClauseChangeText } from '../participant/clause-change-card.tsx';
import { announce } from '../ui/announcer.tsx';
import { Card } from '../ui/card.tsx';
import { CommandError } from '../ui/command-error.tsx';
import { Choice } from '../ui/field.tsx';
import { formatDayWithDate } from './local-times.ts';
import styles from './place.module.css';
import { DecideProposal, TakeBackProposal } from './proposal-decisions.tsx';

interface ProposalCardProps {
  readonly circle: string;
  readonly proposal: ProposalBody;
  /** This person may put it into force. */
  readonly decides: boolean;
  readonly onChanged: () => void;
}

export function ProposalCard({ circle, proposal, decides, onChanged }: ProposalCardProps) {
  const { state, what, why, mine, until } = proposal;
  const isOpen = state === 'open';
  return (
    <Card title={<ProposalTitle what={what} />}>
      <ClauseChangeText change={proposal} isProposed />
      {why && <p dir="auto">{why}</p>}
      {isOpen ? (
        <>
          <OwnAnswer {...{ circle, proposal, onChanged }} />
          <p className={styles.aside}>
            <AnswerCounts proposal={proposal} />{' '}
            <Trans>Answers are counted until {formatDayWithDate(until)}. No one is named.</Trans>
          </p>
          {mine && <TakeBackProposal {...{ circle, proposal, onChanged }} />}
          {decides && <DecideProposal {...{ circle, proposal, onChanged }} />}
        </>
      ) : (
        <p className={styles.aside}>
          <ProposalStateText state={state} /> <AnswerCounts proposal={proposal} />
        </p>
      )}
    </Card>
  );
}

function ProposalTitle({ what }: Pick<ProposalBody, 'what'>) {
  switch (what) {
    case 'new':
      return <Trans>Proposed: something new</Trans>;
    case 'changed':
      return <Trans>Proposed: other words</Trans>;
    case 'removed':
      return <Trans>Proposed: to leave this out</Trans>;
  }
}

function OwnAnswer({ circle, proposal, onChanged }: Omit<ProposalCardProps, 'decides'>) {
  const { t } = useLingui();
  const request = useRequest();
  const answer = async (said: ProposalAnswer) => {
    const result = await request.run(() => memberApi({}).answerProposal(circle, proposal.id, said));
    if (result?.ok) announce(t`Your answer is counted.`);
    onChanged();
  };
  return (
    <>
      <Choice
        label={t`What do you say?`}
        options={[
          { value: 'yes', label: t`Yes` },
          { value: 'can-live-with-it', label: t`I can live with it` },
          { value: 'not-yet', label: t`Not yet` },
        ]}
        value={proposal.answer}
        onChange={(said) => void answer(said)}
        disabled={request.busy}
      />
      <CommandError command={request} look="line" />
    </>
  );
}

function AnswerCounts({ proposal }: Pick<ProposalCardProps, 'proposal'>) {
  const { counts, of } = proposal;
  if (counts === null) return null;
  const { yes, canLiveWithIt, notYet } = counts;
  const members = plural(of, { one: '# member', other: '# members' });
  return (
    <Trans>
      {yes} yes, {canLiveWithIt} can live with it, {notYet} not yet, of {members}.
    </Trans>
  );
}

function ProposalStateText({ state }: Pick<ProposalBody, 'state'>) {
  switch (state) {
    case 'open':
      return null;
    case 'adopted':
      return <Trans>It’s part of our agreements now.</Trans>;
    case 'laid-aside':
      return <Trans>It was laid aside.</Trans>;
    case 'taken-back':
      return <Trans>It was taken back.</Trans>;
    case 'overtaken':
      return <Trans>The agreement was changed in another way meanwhile.</Trans>;
    case 'expired':
      return <Trans>Its time is over, and nothing was changed.</Trans>;
  }
}

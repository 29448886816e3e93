/**
 * Proposals to change the agreements (AGR-3): any member makes one, each member answers, and a
 * facilitator or organiser puts it into force or lays it aside. Clauses of safety are not open to
 * proposals. What nobody decides ends by itself.
 */
import { firstRefusal, refuse, type Slot } from '../kernel.ts';
import { isBlank, textRefusal } from '../text.ts';
import type { Millis, PersonId, ProposalId, ProposalOutcome, RefusalCode } from '../vocabulary.ts';
import { clausesWithChange, hasAgreed } from './agreements.ts';
import { maxClauses } from './agreements-state.ts';
import { hasCircleEnded } from './plan-state.ts';
import {
  closeProposal,
  forgetProposals,
  openProposals,
  overtakenProposals,
  ownProposals,
} from './proposal-endings.ts';
import { type Proposal, proposalSlots } from './proposals-state.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRuleContext,
  type CircleRules,
  memberRule,
  organiserGuard,
} from './rule.ts';
import type { CircleState } from './state.ts';

/** Characters; a clause has as many. */
const maxProposedText = 300;
const maxReason = 500;
/** A circle answers so many at a time, and so many of one member. */
const maxOpen = 12;
const maxOwnOpen = 3;
/** One member makes so many in a day, those they took back included. */
const maxOwnPerDay = 6;
const day: Millis = 24 * 60 * 60 * 1000;

/** `stale` before this member agreed (AGR-2), `closed` when the circle has ended. */
function participationRefusal(state: CircleState, member: PersonId): RefusalCode | null {
  if (hasCircleEnded(state)) return 'closed';
  const known = state.members.get(member);
  if (!known || known.forgotten) return 'not-here';
  return hasAgreed(state, known) ? null : 'stale';
}

/** `not-yours` for a clause of safety; `stale` for one that is gone or has another text by now. */
function changeRefusal(
  { agreements: { clauses } }: CircleState,
  change: Proposal['change'],
): RefusalCode | null {
  if (change.what === 'new') return clauses.length < maxClauses ? null : 'full';
  const clause = clauses.find(({ id }) => id === change.clause);
  if (clause?.version !== change.version) return 'stale';
  return clause.safety ? 'not-yours' : null;
}

/**
 * Refusals: those of `changeRefusal`; `too-soon` for too many of one member, `full` for too many of
 * all; `empty`, `too-long`.
 */
function propose(
  state: CircleState,
  { proposal, change, text, why, key }: CircleCommandOf<'propose-change'>,
  by: PersonId,
  now: Millis,
): CircleDecision {
  if (state.proposals.has(proposal)) return [];
  const open = openProposals(state);
  const own = [...state.proposals.values()].filter((each) => each.by === by);
  const isTooMany =
    own.filter(({ closed }) => closed === null).length >= maxOwnOpen ||
    own.filter(({ at }) => at > now - day).length >= maxOwnPerDay;
  const wrong = firstRefusal(
    participationRefusal(state, by),
    changeRefusal(state, change),
    open.length >= maxOpen && 'full',
    isTooMany && 'too-soon',
    change.what === 'removed' ? null : textRefusal(text ?? '', maxProposedText),
    isBlank(why) ? null : textRefusal(why, maxReason),
  );
  if (wrong) return refuse(wrong);
  const words: Record<Slot, string> = { [proposalSlots.key(proposal)]: key };
  if (change.what !== 'removed') words[proposalSlots.text(proposal)] = text ?? '';
  if (!isBlank(why)) words[proposalSlots.why(proposal)] = why;
  return [{ type: 'ChangeProposed', proposal, by, at: now, change, words }];
}

/** Facilitators of the circle, organisers and the server. */
function settlingGuard(asked: CircleRuleContext): RefusalCode | null {
  const { actor, state } = asked;
  const member = actor === 'system' ? undefined : state.members.get(actor);
  const leads = member?.role === 'facilitator' && !member.forgotten;
  return leads ? null : organiserGuard(asked) && (member ? 'not-facilitator' : 'not-here');
}

/** The events that follow when it is open; none when it has ended in this way before. */
function whenOpen(
  { proposals }: CircleState,
  proposal: ProposalId,
  how: ProposalOutcome,
  decide: (open: Proposal) => CircleDecision,
): CircleDecision {
  const found = proposals.get(proposal);
  if (!found) return refuse('unknown-message');
  if (found.closed) return found.closed.how === how ? [] : refuse('closed');
  return decide(found);
}

/** Refusals: those of `changeRefusal`; a facilitator who must agree first gets `stale` too. */
function adopt(
  { proposal, tally, text, kind }: CircleCommandOf<'adopt-proposal'>,
  { state, actor, now }: CircleRuleContext,
): CircleDecision {
  return whenOpen(state, proposal, 'adopted', ({ change }) => {
    const member = actor !== 'system' && state.members.has(actor) ? actor : null;
    const wrong = firstRefusal(
      changeRefusal(state, change),
      member && participationRefusal(state, member),
      change.what === 'removed' ? null : textRefusal(text ?? ''),
    );
    if (wrong) return refuse(wrong);
    const changed = clausesWithChange(state, change, text, kind, now);
    const after = openProposalsBut(state, proposal);
    return [
      changed,
      closeProposal(proposal, 'adopted', now, tally),
      ...overtakenProposals(after, changed.clauses, now),
      // A facilitator agrees to what they put into force, as an organiser does.
      ...(member
        ? [{ type: 'MemberAgreed', member, version: changed.version, at: now } as const]
        : []),
    ];
  });
}

function openProposalsBut(state: CircleState, proposal: ProposalId): CircleState {
  const proposals = new Map(state.proposals);
  proposals.delete(proposal);
  return { ...state, proposals };
}

export const proposalRules: CircleRules<
  | 'propose-change'
  | 'answer-proposal'
  | 'adopt-proposal'
  | 'lay-aside-proposal'
  | 'take-back-proposal'
  | 'forget-proposals'
> = {
  'propose-change': memberRule((command, member, { state, now }) =>
    propose(state, command, member, now),
  ),
  /** Refusals: `unknown-message`, `closed`, `stale` before this member has agreed. */
  'answer-proposal': memberRule(({ proposal, token, answer }, member, { state }) => {
    const found = state.proposals.get(proposal);
    const wrong = participationRefusal(state, member);
    if (wrong) return refuse(wrong);
    if (!found) return refuse('unknown-message');
    if (found.closed) return refuse('closed');
    return (found.answers.get(token) ?? null) === answer
      ? []
      : [{ type: 'ProposalAnswered', proposal, token, answer }];
  }),
  'adopt-proposal': { may: settlingGuard, decide: adopt },
  'lay-aside-proposal': {
    may: settlingGuard,
    decide: ({ proposal, tally }, { state, now }) =>
      whenOpen(state, proposal, 'laid-aside', () => [
        closeProposal(proposal, 'laid-aside', now, tally),
      ]),
  },
  /** Refusal: `not-yours` for a proposal of somebody else. */
  'take-back-proposal': memberRule(({ proposal }, member, { state, now }) =>
    whenOpen(state, proposal, 'taken-back', ({ by }) =>
      by === member ? [closeProposal(proposal, 'taken-back', now)] : refuse('not-yours'),
    ),
  ),
  'forget-proposals': memberRule((_command, member, { state }) =>
    forgetProposals(ownProposals(state, member)),
  ),
};

const changeProposal = (
  state: CircleState,
  id: ProposalId,
  change: (proposal: Proposal) => Proposal,
): CircleState => {
  const proposal = state.proposals.get(id);
  if (!proposal) return state;
  return { ...state, proposals: new Map(state.proposals).set(id, change(proposal)) };
};

export const proposalEvolvers: CircleEvolvers<
  'ChangeProposed' | 'ProposalAnswered' | 'ProposalClosed' | 'ProposalsForgotten'
> = {
  ChangeProposed: (state, { proposal: id, by, at, change }) => ({
    ...state,
    proposals: new Map(state.proposals).set(id, {
      ...{ id, by, at, change },
      answers: new Map(),
      closed: null,
    }),
  }),
  ProposalAnswered: (state, { proposal, token, answer }) =>
    changeProposal(state, proposal, (found) => {
      const answers = new Map(found.answers);
      if (answer === null) answers.delete(token);
      else answers.set(token, answer);
      return { ...found, answers };
    }),
  ProposalClosed: (state, { proposal, how, at, tally }) =>
    changeProposal(state, proposal, (found) => ({
      ...found,
      answers: new Map(),
      closed: { how, at, tally },
    })),
  ProposalsForgotten: (state, { proposals: gone }) => ({
    ...state,
    proposals: new Map([...state.proposals].filter(([id]) => !gone.includes(id))),
  }),
};

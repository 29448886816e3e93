/**
 * The agreements of a circle and the consent of its members (AGR-1, AGR-2). An organiser changes the
 * clauses and says whether that changes their meaning; then everybody is asked again. What a member
 * agreed to is a part of the membership: it is given with joining, and goes with it.
 */
import type { Slot } from '../kernel.ts';
import { firstRefusal, refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { AgreementChangeKind, ClauseId, Millis, PersonId } from '../vocabulary.ts';
import {
  type Agreements,
  type Clause,
  type Consent,
  clauseIdOf,
  clauseNumber,
  clauseSlot,
  isCurrentVersion,
  versionStandingFor,
} from './agreements-state.ts';
import type { CircleEvent } from './commands.ts';
import { overtakenProposals } from './proposal-endings.ts';
import type { ProposedChange } from './proposals-state.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  memberRule,
  organiserGuard,
} from './rule.ts';
import { memberOfStaff } from './staff-members.ts';
import { type CircleState, changeMember, type Member } from './state.ts';

/** A clause of the next version. Without an id it is new; without a text it stays as it is. */
export interface ClauseEdit {
  readonly id?: ClauseId;
  readonly text?: string;
  /** Absent: as it was. */
  readonly safety?: boolean;
}

/** Whether this member has agreed to what stands now. Nobody who is forgotten has. */
export const hasAgreed = (
  { agreements }: Pick<CircleState, 'agreements'>,
  { agreed }: Pick<Member, 'agreed'>,
): boolean => agreed !== undefined && agreed.version >= agreements.binding;

/** The same of a person; false for everybody who is not a member. */
export function mustStillAgree(state: CircleState, person: PersonId): boolean {
  const member = state.members.get(person);
  return member !== undefined && !member.forgotten && !hasAgreed(state, member);
}

/** How many members there are, and how many of them have agreed; nobody is named (AGR-1). */
export function consentCounts(state: CircleState): {
  readonly agreed: number;
  readonly of: number;
} {
  const members = [...state.members.values()].filter(({ forgotten }) => !forgotten);
  return {
    agreed: members.filter((member) => hasAgreed(state, member)).length,
    of: members.length,
  };
}

/** All versions whose texts are kept, the present one last. */
const keptVersions = ({ agreements }: Pick<CircleState, 'agreements'>) => [
  ...agreements.earlier,
  agreements,
];

/**
 * The state without earlier versions that stand for no member's consent. Whoever agreed to a wording
 * that is kept no more agreed to the next one that is.
 */
function withNeededVersions(state: CircleState): CircleState {
  const kept = keptVersions(state);
  const needed = new Set(
    [...state.members.values()].map(({ agreed }) => agreed && versionStandingFor(kept, agreed)),
  );
  const earlier = state.agreements.earlier.filter((each) => needed.has(each));
  return { ...state, agreements: { ...state.agreements, earlier } };
}

/** The slots of all texts of these versions. */
const slotsOf = (state: CircleState): Set<Slot> =>
  new Set(keptVersions(state).flatMap(({ clauses }) => clauses.map(clauseSlot)));

/** The texts that are needed no more, to be erased with the change; nothing when there are none. */
function unneededTexts(before: CircleState, after: CircleState): { readonly erases?: Slot[] } {
  const kept = slotsOf(after);
  const erases = [...slotsOf(before)].filter((slot) => !kept.has(slot));
  return erases.length > 0 ? { erases } : {};
}

type AgreementChange = Pick<
  Extract<CircleEvent, { type: 'AgreementsChanged' }>,
  'version' | 'change' | 'clauses'
>;

function withChange(
  state: CircleState,
  { version, change, clauses }: AgreementChange,
): CircleState {
  const { agreements } = state;
  const { version: before, clauses: then } = agreements;
  return withNeededVersions({
    ...state,
    agreements: {
      ...{ version, clauses },
      binding: change === 'meaning' ? version : agreements.binding,
      clausesMade: Math.max(agreements.clausesMade, ...clauses.map(({ id }) => clauseNumber(id))),
      earlier: [...agreements.earlier, { version: before, clauses: then }],
    },
  });
}

const withConsent = (state: CircleState, member: PersonId, agreed: Consent): CircleState =>
  withNeededVersions(changeMember(state, member, (known) => ({ ...known, agreed })));

/** The clauses of the next version and the words that come with them. */
function nextClauses(
  { version, clauses, clausesMade }: Agreements,
  edits: readonly ClauseEdit[],
): { readonly clauses: readonly Clause[]; readonly words: Readonly<Record<Slot, string>> } {
  const words: Record<Slot, string> = {};
  let made = clausesMade;
  const next = edits.map(({ id, text, safety }): Clause => {
    const known = clauses.find((each) => each.id === id);
    const isSafety = safety ?? known?.safety === true;
    const mark = isSafety ? { safety: true as const } : {};
    if (known && text === undefined) {
      const { safety: marked = false, ...clause } = known;
      return marked === isSafety ? known : { ...clause, ...mark };
    }
    const clause = { id: known?.id ?? clauseIdOf(++made), version: version + 1, ...mark };
    words[clauseSlot(clause)] = text ?? '';
    return clause;
  });
  return { clauses: next, words };
}

/**
 * Refusals: `stale` when the agreements have changed since the organiser read them, or a clause is
 * none of them; `bad-order` for a clause that is there twice; `empty` and `too-long` for a text.
 */
function changeAgreements(
  state: CircleState,
  { clauses: edits, kind, basedOn }: CircleCommandOf<'change-agreements'>,
  now: Millis,
): CircleDecision {
  const { agreements } = state;
  const known = new Set(agreements.clauses.map(({ id }) => id));
  const ids = edits.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const wrong = firstRefusal(
    new Set(ids).size < ids.length && 'bad-order',
    (basedOn !== agreements.version || ids.some((id) => !known.has(id))) && 'stale',
    ...edits.map(({ id, text }) => (text === undefined ? !id && 'empty' : textRefusal(text))),
  );
  if (wrong) return refuse(wrong);
  const { clauses, words } = nextClauses(agreements, edits);
  const isSameText = Object.keys(words).length === 0 && clauses.length === known.size;
  if (isSameText && clauses.every((each, n) => each === agreements.clauses[n])) return [];
  // The same clauses in another order say the same.
  const change = kind ?? (isSameText ? 'wording' : 'meaning');
  return [
    agreementsChanged(state, change, { clauses, words }, now),
    ...overtakenProposals(state, clauses, now),
  ];
}

/** The event of the next version; texts that nobody needs any more go with it. */
function agreementsChanged(
  state: CircleState,
  change: AgreementChangeKind,
  { clauses, words }: ReturnType<typeof nextClauses>,
  at: Millis,
) {
  const next = { version: state.agreements.version + 1, change, clauses };
  const erased = unneededTexts(state, withChange(state, next));
  return { type: 'AgreementsChanged', ...next, at, words, ...erased } as const;
}

/**
 * The event of a proposal that is put into force: one clause is new, changed or gone (AGR-3). The
 * clause is there and may be changed.
 */
export function clausesWithChange(
  state: CircleState,
  change: ProposedChange,
  text: string | null,
  kind: AgreementChangeKind,
  at: Millis,
) {
  const { agreements } = state;
  const kept = agreements.clauses.map(({ id }): ClauseEdit => {
    const isIt = change.what === 'changed' && change.clause === id;
    return isIt ? { id, text: text ?? '' } : { id };
  });
  const edits =
    change.what === 'new'
      ? [...kept, { text: text ?? '' }]
      : kept.filter(({ id }) => change.what === 'changed' || id !== change.clause);
  return agreementsChanged(state, kind, nextClauses(agreements, edits), at);
}

export const agreementsRules: CircleRules<'change-agreements' | 'agree'> = {
  'change-agreements': {
    may: organiserGuard,
    decide: (command, { state, now }) => changeAgreements(state, command, now),
  },
  /** Refusal: `stale` for a version whose meaning has changed since, or that is not there yet. */
  agree: memberRule(({ version }, id, { state, now }) => {
    const member = state.members.get(id);
    if (!member || member.forgotten) return refuse('not-here');
    if (!isCurrentVersion(state.agreements, version)) return refuse('stale');
    if ((member.agreed?.version ?? 0) >= version) return [];
    const erased = unneededTexts(state, withConsent(state, id, { version, at: now }));
    return [{ type: 'MemberAgreed', member: id, version, at: now, ...erased }];
  }),
};

export const agreementsEvolvers: CircleEvolvers<'AgreementsChanged' | 'MemberAgreed'> = {
  AgreementsChanged(state, fact) {
    const changed = withChange(state, fact);
    // An organiser who is a member agrees to what they write.
    const { act, version, at } = fact;
    const author = act && (memberOfStaff(state, act.by) ?? act.by);
    return author ? withConsent(changed, author, { version, at }) : changed;
  },
  MemberAgreed: (state, { member, version, at }) => withConsent(state, member, { version, at }),
};

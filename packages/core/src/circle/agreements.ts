/**
 * The agreements of a circle and the consent of its members (AGR-1, AGR-2). An organiser changes the
 * clauses and says whether that changes their meaning; then everybody is asked again. What a member
 * agreed to is a part of the membership: it is given with joining, and goes with it.
 */
import type { Slot } from '../kernel.ts';
import { firstRefusal, refuse } from '../kernel.ts';
import { textRefusal } from '../text.ts';
import type { ClauseId, Millis, PersonId } from '../vocabulary.ts';
import {
  type Agreements,
  type AgreementsVersion,
  type Clause,
  clauseIdOf,
  clauseSlot,
} from './agreements-state.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  memberRule,
  organiserGuard,
} from './rule.ts';
import { type CircleState, changeMember, type Member } from './state.ts';

/** A clause of the next version. Without an id it is new; without a text it stays as it is. */
export interface ClauseEdit {
  readonly id?: ClauseId;
  readonly text?: string;
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

/**
 * Whether consent to this version counts now: a change of wording asks nobody, so the last version
 * that changed the meaning counts too.
 */
export const isCurrentVersion = (
  { version, binding }: Pick<Agreements, 'version' | 'binding'>,
  shown: number,
): boolean => shown >= binding && shown <= version;

/** How many members there are, and how many of them have agreed; nobody is named (AGR-1). */
export function consentCounts(state: CircleState): { readonly agreed: number; readonly of: number } {
  const members = [...state.members.values()].filter(({ forgotten }) => !forgotten);
  return { agreed: members.filter((member) => hasAgreed(state, member)).length, of: members.length };
}

/** Earlier versions whose texts are still needed: a member agreed to them last, or they count. */
function neededVersions(
  { members }: Pick<CircleState, 'members'>,
  versions: readonly AgreementsVersion[],
  binding: number,
): readonly AgreementsVersion[] {
  const agreed = new Set([...members.values()].map((member) => member.agreed?.version));
  return versions.filter(({ version }) => version >= binding || agreed.has(version));
}

/** The binding version after a change of this kind. */
const bindingAfter = ({ version, binding }: Agreements, kind: 'meaning' | 'wording'): number =>
  kind === 'meaning' ? version + 1 : binding;

/** The slots of clauses of these versions. */
const slotsOf = (versions: readonly Pick<AgreementsVersion, 'clauses'>[]): Set<Slot> =>
  new Set(versions.flatMap(({ clauses }) => clauses.map(clauseSlot)));

/** The clauses of the next version and the words that come with them. */
function nextClauses(
  { version, clauses, clausesMade }: Agreements,
  edits: readonly ClauseEdit[],
): { readonly clauses: readonly Clause[]; readonly words: Readonly<Record<Slot, string>> } {
  const words: Record<Slot, string> = {};
  let made = clausesMade;
  const next = edits.map(({ id, text }): Clause => {
    const known = clauses.find((each) => each.id === id);
    if (known && text === undefined) return known;
    const clause = { id: known?.id ?? clauseIdOf(++made), version: version + 1 };
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
  const before = [...agreements.earlier, agreements];
  const needed = neededVersions(state, before, bindingAfter(agreements, change));
  const kept = slotsOf([...needed, { clauses }]);
  const erases = [...slotsOf(before)].filter((slot) => !kept.has(slot));
  return [
    {
      type: 'AgreementsChanged',
      ...{ version: agreements.version + 1, change, clauses, at: now, words },
      ...(erases.length > 0 ? { erases } : {}),
    },
  ];
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
    return [{ type: 'MemberAgreed', member: id, version, at: now }];
  }),
};

export const agreementsEvolvers: CircleEvolvers<'AgreementsChanged' | 'MemberAgreed'> = {
  AgreementsChanged(state, { version, change, clauses, at, act }) {
    const { agreements } = state;
    const binding = bindingAfter(agreements, change);
    const made = clauses.map(({ id }) => Number(id.slice(1)));
    const changed: CircleState = {
      ...state,
      agreements: {
        ...{ version, binding, clauses },
        clausesMade: Math.max(agreements.clausesMade, ...made),
        earlier: neededVersions(state, [...agreements.earlier, agreements], binding).map(
          ({ version: of, clauses: then }) => ({ version: of, clauses: then }),
        ),
      },
    };
    // An organiser who is a member agrees to what they write.
    return act ? changeMember(changed, act.by, withConsent({ version, at })) : changed;
  },
  MemberAgreed: (state, { member, version, at }) =>
    changeMember(state, member, withConsent({ version, at })),
};

const withConsent =
  (agreed: Member['agreed'] & object) =>
  (member: Member): Member => ({ ...member, agreed });

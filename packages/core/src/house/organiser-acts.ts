/**
 * Acts of staff, in the house and in circles (KEY-6): each one that changed something is
 * recorded with its author and its time in the facts themselves, since nothing else is kept. Older
 * facts, and those of the server and of people of a circle, have no act.
 */
import type { Attribution, DecisionContext, EventShape, Refusal } from '../kernel.ts';
import { isRefusal } from '../kernel.ts';
import type { HouseStanding } from './state.ts';

/** A decision with its author, when something has changed. */
export function attributeAct<Event extends EventShape>(
  decision: readonly Event[] | Refusal,
  act: Attribution,
): readonly Event[] | Refusal {
  if (isRefusal(decision)) return decision;
  const [first, ...rest] = decision;
  return first ? [{ ...first, act }, ...rest] : decision;
}

/** The same for a circle, where organisers alone act with the rights of staff. */
export function attributeToOrganiser<Event extends EventShape>(
  decision: readonly Event[] | Refusal,
  what: string,
  { actor, standing, now }: DecisionContext<HouseStanding>,
): readonly Event[] | Refusal {
  if (actor === 'system' || standing?.organiser !== actor) return decision;
  return attributeAct(decision, { what, by: actor, at: now });
}

/** An act in a circle, with the ids of what it concerned. */
export interface OrganiserAct extends Attribution {
  readonly member?: string;
  readonly link?: string;
  readonly meeting?: string;
  readonly circle?: string;
}

/** The state of a circle keeps this many of them; the ledger has all. */
const maxActs = 1000;

/** The acts so far, with that of one more fact. */
export function withOrganiserAct(
  acts: readonly OrganiserAct[],
  fact: object,
): readonly OrganiserAct[] {
  const { act, member, link, meeting, circle } = fact as {
    readonly act?: Attribution;
  } & OrganiserAct;
  if (!act) return acts;
  const about = Object.entries({ member, link, meeting, circle }).filter(([, id]) => id);
  return [...acts, { ...act, ...Object.fromEntries(about) }].slice(-maxActs);
}

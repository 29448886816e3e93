/**
 * Acts of organisers, in the house and in circles (KEY-6): each one that changed something is
 * written down with its author and its time in the facts themselves, since nothing beside them
 * stays. Facts from before, and those of the server and of people of a circle, carry no act.
 */
import type { Act, Circumstances, EventShape, Refusal } from '../kernel.ts';
import { isRefusal } from '../kernel.ts';
import type { HouseStanding } from './state.ts';

/** A decision with its author, when that is an organiser and something has changed. */
export function attributed<Event extends EventShape>(
  decision: readonly Event[] | Refusal,
  what: string,
  { actor, standing, now }: Circumstances<HouseStanding>,
): readonly Event[] | Refusal {
  if (isRefusal(decision) || actor === 'system' || standing?.organiser !== actor) return decision;
  const [first, ...rest] = decision;
  return first ? [{ ...first, act: { what, by: actor, at: now } }, ...rest] : decision;
}

/** An act, with the ids of what it concerned. */
export interface OrganiserAct extends Act {
  readonly member?: string;
  readonly link?: string;
  readonly meeting?: string;
  readonly circle?: string;
}

/** More of them are not kept in mind; the ledger has all. */
const mostActs = 1000;

/** The acts so far, with that of one more fact. */
export function withAct(acts: readonly OrganiserAct[], fact: object): readonly OrganiserAct[] {
  const { act, member, link, meeting, circle } = fact as { readonly act?: Act } & OrganiserAct;
  if (!act) return acts;
  const about = Object.entries({ member, link, meeting, circle }).filter(([, id]) => id);
  return [...acts, { ...act, ...Object.fromEntries(about) }].slice(-mostActs);
}

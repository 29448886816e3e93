/** What an organiser decides about a circle itself: opening it, its names and its settings. */
import type { Slot } from '../kernel.ts';
import { firstRefusal, refuse } from '../kernel.ts';
import { changedSettings } from '../settings.ts';
import { isBlank, textRefusal } from '../text.ts';
import type { ClauseId } from '../vocabulary.ts';
import { clauseSlot, firstAgreements } from './agreements-state.ts';
import { guideWords } from './guide.ts';
import {
  type CircleCommandOf,
  type CircleDecision,
  type CircleEvolvers,
  type CircleRules,
  openingGuard,
  organiserGuard,
} from './rule.ts';
import type { CircleState } from './state.ts';
import { circleSlots } from './state.ts';

function setSettings(
  { settings: now }: CircleState,
  { settings }: CircleCommandOf<'set-settings'>,
): CircleDecision {
  const changed = changedSettings(now, settings);
  return Object.keys(changed).length === 0 ? [] : [{ type: 'SettingsChanged', settings: changed }];
}

/** Refusals: `empty` for a name without words, `too-long`. */
function renameCircle({ name, purpose }: CircleCommandOf<'rename'>): CircleDecision {
  const wrong = firstRefusal(
    name !== undefined && textRefusal(name),
    purpose !== undefined && !isBlank(purpose) && textRefusal(purpose),
  );
  if (wrong) return refuse(wrong);
  const words: Record<Slot, string> = {};
  const erases: Slot[] = [];
  if (name !== undefined) words[circleSlots.name] = name;
  if (purpose !== undefined) {
    if (isBlank(purpose)) erases.push(circleSlots.purpose);
    else words[circleSlots.purpose] = purpose;
  }
  if (Object.keys(words).length + erases.length === 0) return [];
  return [{ type: 'CircleRenamed', words, ...(erases.length > 0 ? { erases } : {}) }];
}

function openCircle(state: CircleState, command: CircleCommandOf<'open'>): CircleDecision {
  if (state.circle !== null) return [];
  const { circle, settings, name, purpose, agreements, guide } = command;
  const words: Record<Slot, string> = { [circleSlots.name]: name, ...guideWords(guide) };
  if (purpose !== '') words[circleSlots.purpose] = purpose;
  const { clauses } = firstAgreements(agreements.length);
  const safety: ClauseId[] = [];
  for (const [n, clause] of clauses.entries()) {
    const wanted = agreements[n] ?? '';
    words[clauseSlot(clause)] = typeof wanted === 'string' ? wanted : wanted.text;
    if (typeof wanted !== 'string' && wanted.safety) safety.push(clause.id);
  }
  const opened = { circle, settings, agreements: agreements.length };
  const marks = safety.length > 0 ? { safety } : {};
  return [{ type: 'CircleOpened', ...opened, ...marks, words }];
}

export const settingsRules: CircleRules<'open' | 'set-settings' | 'rename'> = {
  open: { may: openingGuard, decide: (command, { state }) => openCircle(state, command) },
  'set-settings': {
    may: organiserGuard,
    decide: (command, { state }) => setSettings(state, command),
  },
  rename: { may: organiserGuard, decide: (command) => renameCircle(command) },
};

export const settingsEvolvers: CircleEvolvers<
  'CircleOpened' | 'SettingsChanged' | 'CircleRenamed'
> = {
  CircleOpened: (state, { circle, settings, agreements, safety }) => ({
    ...state,
    circle,
    settings: { ...state.settings, ...settings },
    agreements: firstAgreements(agreements, safety),
  }),
  SettingsChanged: (state, { settings }) => ({
    ...state,
    settings: { ...state.settings, ...settings },
    settingsRevision: state.settingsRevision + 1,
  }),
  /** With a count: agreements from before they had versions; they stay the first version. */
  CircleRenamed: (state, { agreements }) =>
    agreements === undefined ? state : { ...state, agreements: firstAgreements(agreements) },
};

/** A meeting before its first event. */

import { defaultSettings } from '../settings.ts';
import type { CircleId, MeetingId } from '../vocabulary.ts';
import type { Floor, MeetingState } from './state.ts';

export const openFloor: Floor = {
  mode: 'open',
  slow: null,
  handsOrder: 'first-come',
  since: 0,
  until: null,
  before: null,
};

export const initialMeeting: MeetingState = {
  circle: '' as CircleId,
  meeting: '' as MeetingId,
  settings: defaultSettings,
  start: 0,
  end: 0,
  phase: 'scheduled',
  phaseSince: 0,
  endReached: false,
  wordsUntil: null,
  locked: false,
  pausedAt: null,
  resumedAt: null,
  lead: null,
  leadAway: null,
  formerLead: null,
  unattended: null,
  noShow: false,
  closingPrompted: false,
  people: new Map(),
  floor: openFloor,
  touches: 0,
  touchedBy: new Map(),
  responses: null,
  lastHolder: null,
  lastTurn: null,
  turn: null,
  kept: new Map(),
  round: null,
  rounds: 0,
  traces: [],
  unreached: [],
  quietRound: false,
  hands: [],
  messages: [],
  resonance: [],
  heard: null,
  exclusions: new Map(),
  outgoing: new Map(),
  filed: new Set(),
};

/**
 * Where the focus goes after each act (SPK-2): the specification that focus-keeper.ts follows. An
 * element that its own act removes carries the name of the act; a place that takes the focus
 * carries its own name. Otherwise the focus goes to the same control of the next row, or to the
 * heading of the section.
 */

/** Places that take the focus. */
export type FocusTarget = 'turn' | 'own-turn' | 'write' | 'messages';

interface FocusRule {
  /** The act, for the specification. */
  readonly act: string;
  /** The focus goes to the first that exists. A field is skipped where it would open a keyboard. */
  readonly to: readonly FocusTarget[];
  /** The same in words, for the specification. */
  readonly words: string;
}

export const focusRules = {
  hand: {
    act: 'raise or lower one’s hand',
    to: ['own-turn', 'turn'],
    words: 'stays on the hand; when the piece comes at once, to one’s own turn',
  },
  share: {
    act: 'share, or take the piece',
    to: ['write', 'own-turn'],
    words: 'to the message field; with a touch screen to one’s own turn',
  },
  answer: {
    act: 'pass, come back later; an offer that ran out while it had the focus',
    to: ['turn'],
    words: 'to the turn: what it says now',
  },
  finish: {
    act: 'done, end my turn early; a turn that a facilitator ended',
    to: ['turn'],
    words: 'to the turn: what it says now',
  },
  notice: {
    act: 'close a notice; a mute that ends',
    to: ['write', 'turn'],
    words: 'to the message field; with a touch screen to the turn',
  },
  message: {
    act: 'a message that has the focus is removed, or what was opened from it is closed',
    to: ['messages'],
    words: 'to the message beside it',
  },
} as const satisfies Readonly<Record<string, FocusRule>>;

export type FocusAction = keyof typeof focusRules;

/** Acts for which the neighbour rule is enough: they need no name. */
export const implicitFocusRules: readonly Pick<FocusRule, 'act' | 'words'>[] = [
  { act: 'open an invitation, join, come in, be let in', words: 'to the heading of the new page' },
  { act: 'be removed; the meeting ends; step out; leave', words: 'to the heading of the new page' },
  { act: 'load the page again', words: 'to the heading of the page' },
  { act: 'close a sheet', words: 'to what opened it; when that is gone, to its neighbour' },
  {
    act: 'let a person in, turn them away, close a row of a list in any other way',
    words: 'to the same control of the next row; after the last row to the heading of the list',
  },
  {
    act: 'send a note; any form that gives way to its answer',
    words: 'to the heading of the part that it was in',
  },
  { act: 'send a message; one that is refused', words: 'stays in the message field' },
  { act: 'the piece arrives; a message arrives; any other news', words: 'stays where it is' },
];

/** For an element that its act removes: the name of the act. */
export const focusAfter = (act: FocusAction) => ({ 'data-focus-after': act });
/** For a place that takes the focus: its name. */
export const focusTarget = (home: FocusTarget) => ({ 'data-focus-home': home });

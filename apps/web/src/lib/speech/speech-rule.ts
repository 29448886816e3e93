/**
 * What a row of the table of speech is (SPK-1): when it is spoken, who hears it, at which level,
 * in which words, until when it is true, and what silences it. A row finds by itself in two
 * states of a circle what is to be said between them; it knows no clock and no screen.
 */
import type { CircleSnapshot } from '@holdspace/client';
import type {
  ClientCommandName,
  MessageId,
  PersonId,
  RefusalCode,
  View,
} from '@holdspace/protocol';
import type { SpeechLevel, SpeechSubject, Utterance } from './speech-queue.ts';

/** Everything about a circle that speech can be about. */
export interface SpeechState {
  readonly view: View;
  readonly pending: CircleSnapshot['pending'];
  readonly restored: boolean;
  /** The connection is away, and has been for long enough to say so. */
  readonly lost: boolean;
  /** Why it stays away and what to do, in words; empty before that is said (CON-3). */
  readonly away?: string;
  /** The same for the store of the server: what is sent is kept and goes out later. */
  readonly holding: boolean;
  /** What was refused last, until it was read. */
  readonly refusal: RefusalCode | null;
  /** The last command that this tab sent about its turn or hand; null when that is over. */
  readonly did: ClientCommandName | null;
  /** The meeting ends within five minutes. */
  readonly soon: boolean;
  readonly circle: string;
  readonly piece: string;
  /** Names of people, also of those who left; '' for no person. */
  readonly nameOf: (id: PersonId | null | undefined) => string;
}

/** Two states that follow each other; there is none before the first. */
export interface SpeechStep {
  readonly before: SpeechState | null;
  readonly now: SpeechState;
}

interface SpeechRuleSpec<Facts> {
  readonly id: string;
  /** What happens, for the specification. */
  readonly event: string;
  readonly hears: string;
  readonly level: SpeechLevel;
  readonly subject: SpeechSubject;
  /** When it stops being true; in any case it leaves its region after ten seconds. */
  readonly until?: string;
  readonly words: (facts: Facts) => string;
  /** For the specification, and for its test. */
  readonly example: Facts;
  /** One for each time that it happened in this step. None for what a component says itself. */
  readonly detect?: (step: SpeechStep) => readonly Facts[];
  readonly holds?: (now: SpeechState, facts: Facts) => boolean;
  readonly message?: (facts: Facts) => MessageId;
  readonly person?: (facts: Facts) => PersonId | null | undefined;
  /** Gathered with other messages of the same second; the name it is gathered under. */
  readonly author?: (facts: Facts) => string;
}

export interface SpeechRule
  extends Pick<SpeechRuleSpec<never>, 'id' | 'event' | 'hears' | 'level' | 'subject' | 'until'> {
  readonly gathers: boolean;
  readonly example: () => string;
  readonly utterances: (step: SpeechStep, latest: () => SpeechState) => readonly Utterance[];
}

/** A row, and `of`: the sentence for one occurrence, for components that say it themselves. */
export function speechRule<Facts>(
  spec: SpeechRuleSpec<Facts>,
): SpeechRule & { readonly of: (facts: Facts) => Utterance } {
  const { id, event, hears, level, subject, until, words, example, detect: found, holds } = spec;
  const of = (facts: Facts): Utterance => ({
    ...{ row: id, level, subject, words: words(facts) },
    messageId: spec.message?.(facts),
    personId: spec.person?.(facts) ?? undefined,
    author: spec.author?.(facts),
  });
  return {
    ...{ id, event, hears, level, subject },
    ...(until !== undefined && { until }),
    gathers: spec.author !== undefined,
    example: () => words(example),
    of,
    utterances: (step, latest) =>
      (found?.(step) ?? [])
        .filter((facts) => {
          // VOI-9: hidden people are neither named nor quoted.
          const person = spec.person?.(facts);
          return !person || !step.now.view.mine.hidden.includes(person);
        })
        .map((facts) => ({
          ...of(facts),
          ...(holds && { isStillTrue: () => holds(latest(), facts) }),
        })),
  };
}

/** For rows without facts: one occurrence when it became so, none else. */
export const onceIf = (is: boolean | undefined | null): readonly true[] => (is ? [true] : []);

export const ownId = ({ view }: SpeechState): PersonId => view.mine.person;
export const isInside = (state: SpeechState | null): boolean =>
  state?.view.mine.whereabouts === 'in';
export const isFacilitator = ({ view }: SpeechState): boolean => view.mine.role === 'facilitator';
/** In the meeting before and now: what changed in between is news. */
export const isInsideBoth = (
  step: SpeechStep,
): step is SpeechStep & { readonly before: SpeechState } =>
  isInside(step.before) && isInside(step.now);
/** The same for a value that the row reads: it is another one now. */
export const hasChanged = <Value>(step: SpeechStep, read: (state: SpeechState) => Value): boolean =>
  isInsideBoth(step) && read(step.before) !== read(step.now);
/** A sentence of a person ends with a mark, so that the next one does not run into it. */
export const asSentence = (text: string): string => (/[\p{P}]$/u.test(text) ? text : `${text}.`);

/**
 * One row of the speech table (SPK-1): its event, hearers, level, text, end of validity and the
 * setting that silences it. A row compares two states of a circle and returns the sentences
 * between them; it knows neither clock nor screen.
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

/** The state of a circle that the rows read. */
export interface SpeechState {
  readonly view: View;
  readonly pending: CircleSnapshot['pending'];
  readonly restored: boolean;
  /** True when the connection has been lost long enough to say so. */
  readonly lost: boolean;
  /** Why it is lost and what to do, as a text; empty until it is shown (CON-3). */
  readonly away?: string;
  /** The same for the store of the server: what is sent is kept and goes out later. */
  readonly holding: boolean;
  /** The last refusal, until the person has read it. */
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
  /** The event, for the specification. */
  readonly event: string;
  readonly hears: string;
  readonly level: SpeechLevel;
  readonly subject: SpeechSubject;
  /** When it stops being true; in any case it leaves its region after ten seconds. */
  readonly until?: string;
  readonly words: (facts: Facts) => string;
  /** For the specification, and for its test. */
  readonly example: Facts;
  /** The occurrences in this step. None for a sentence that a component speaks itself. */
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

/** For rows without facts: one occurrence when the condition became true. */
export const onceIf = (is: boolean | undefined | null): readonly true[] => (is ? [true] : []);

export const ownId = ({ view }: SpeechState): PersonId => view.mine.person;
export const isInside = (state: SpeechState | null): boolean =>
  state?.view.mine.whereabouts === 'in';
export const isFacilitator = ({ view }: SpeechState): boolean => view.mine.role === 'facilitator';
/** True when the person was in the meeting before and is now: only then changes are new. */
export const isInsideBoth = (
  step: SpeechStep,
): step is SpeechStep & { readonly before: SpeechState } =>
  isInside(step.before) && isInside(step.now);
/** The same for a value that the row reads: it is another one now. */
export const hasChanged = <Value>(step: SpeechStep, read: (state: SpeechState) => Value): boolean =>
  isInsideBoth(step) && read(step.before) !== read(step.now);
/** A sentence of a person ends with a mark, so that the next one does not run into it. */
export const asSentence = (text: string): string => (/[\p{P}]$/u.test(text) ? text : `${text}.`);

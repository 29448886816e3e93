/**
 * Writes a meeting as a rehearsal (YAML): the people, the settings that differ from the defaults,
 * the steps with the time between them, and what each person must see at the end. Whether words
 * are in it depends on the history alone.
 */
import type { CircleSettings, PersonId } from '@holdspace/core';
import { defaultSettings, meetingViewOf, replaceCommandIds } from '@holdspace/core';
import { Document, isMap, isSeq } from 'yaml';
import type { MeetingHistory, MeetingMoment } from '../history/meeting-history.ts';
import { standingAt, viewAfter } from '../history/person-views.ts';
import { durationText } from './duration-text.ts';
import { expectedView, publicExpectation } from './expected-view.ts';
import { type ReconstructedCommand, type RecordedStep, recordSteps } from './recorded-steps.ts';
import { referenceTo } from './references-to.ts';
import { RehearsalKeys } from './rehearsal-keys.ts';

/** Time for people to enter before doors that open by themselves. */
const setupTime = 3000;
/** Milliseconds; shorter pauses come from the runner itself. */
const shortestPause = 100;
/** How late a deadline may be on a busy machine. */
const patience = '8s';

export interface SavedRehearsal {
  readonly yaml: string;
  /** Commits for which no step was found, with the types of their facts. */
  readonly unexplained: readonly string[];
}

/** The rehearsal that leads to the commit `until`. */
export function saveRehearsal(history: MeetingHistory, until: number): SavedRehearsal {
  const steps = recordSteps(history, until);
  const writer = new RehearsalWriter(history, steps);
  return writer.write(until);
}

type PlayStep = Record<string, unknown>;

class RehearsalWriter {
  readonly #history: MeetingHistory;
  readonly #steps: readonly RecordedStep[];
  readonly #keys: RehearsalKeys;
  /** Who has come in by their link. */
  readonly #entered = new Set<PersonId>();
  /** Whose connection is broken. */
  readonly #away = new Set<PersonId>();
  readonly #play: { readonly step: PlayStep; readonly comment?: string }[] = [];
  readonly #unexplained: string[] = [];
  #lastAt: number;

  constructor(history: MeetingHistory, steps: readonly RecordedStep[]) {
    this.#history = history;
    this.#steps = steps;
    this.#keys = new RehearsalKeys(history);
    this.#lastAt = beginningOf(steps);
  }

  write(until: number): SavedRehearsal {
    const opener = this.#opener();
    if (opener) this.#entered.add(opener);
    for (const [i, step] of this.#steps.entries()) {
      this.#add(step);
      const isLast = this.#steps[i + 1]?.moment !== step.moment;
      // What follows from a connection comes by itself, like a deadline.
      if (step.kind === 'connection' && isLast) this.#expectConsequence(step.moment);
    }
    const last = this.#history.moments.findLast(({ version }) => version <= until);
    if (last) this.#expectViews(last);
    const document = new Document({
      title: `Meeting ${this.#history.meeting}, up to commit ${until}`,
      circle: this.#circle(),
      people: this.#people(opener),
      play: this.#play.map(({ step }) => step),
    });
    this.#layOut(document);
    const words = this.#history.withWords
      ? ' It contains the words that people wrote: keep it as you keep those.'
      : ' Words and names are placeholders of the same length.';
    document.commentBefore = ` Saved by the meeting inspector.${words}`;
    return { yaml: document.toString({ lineWidth: 0 }), unexplained: this.#unexplained };
  }

  #add(step: RecordedStep): void {
    const { moment } = step;
    if (step.kind === 'unexplained') {
      const types = moment.facts.map(({ type }) => type).join(', ');
      this.#unexplained.push(`commit ${moment.version}: ${types}`);
      return;
    }
    if (step.kind === 'time') {
      this.#expectConsequence(moment);
      return;
    }
    if (step.kind === 'connection') {
      if (step.step === 'drop') this.#away.add(step.by);
      else this.#away.delete(step.by);
    }
    const fields =
      step.kind === 'connection' ? { do: step.step } : this.#commandFields(step.by, step);
    if (fields === null) {
      this.#unexplained.push(`commit ${moment.version}: it names something that is not the last`);
      return;
    }
    this.#pauseUntil(moment.at);
    this.#play.push({ step: { by: this.#keys.of(step.by), ...fields }, comment: labelOf(moment) });
  }

  /** The fields of a command as a rehearsal writes them; null when it cannot name what is meant. */
  #commandFields(
    by: PersonId,
    { command, moment }: { readonly command: ReconstructedCommand; readonly moment: MeetingMoment },
  ): PlayStep | null {
    if (command.do === 'join' && !this.#entered.has(by)) {
      this.#entered.add(by);
      return { do: 'enter' };
    }
    let isNamed = true;
    const named = replaceCommandIds(command, (kind, value) => {
      if (kind === 'personId') return this.#keys.of(value);
      const reference = referenceTo(kind, value, viewBefore(moment, by), this.#keys);
      isNamed &&= reference !== null;
      return reference ?? value;
    });
    if (!isNamed) return null;
    const { firstTime: _, ...fields } = { firstTime: undefined, ...named };
    return Object.fromEntries(
      Object.entries(fields).map(([key, value]) => {
        if (key === 'for' && typeof value === 'number') return [key, durationText(value)];
        if (key === 'until' && typeof value === 'number') {
          return [key, new Date(value).toISOString()];
        }
        return [key, value];
      }),
    );
  }

  #pauseUntil(at: number): void {
    const pause = at - this.#lastAt;
    this.#lastAt = Math.max(this.#lastAt, at);
    if (pause >= shortestPause) this.#play.push({ step: { wait: durationText(pause) } });
  }

  /** It comes by itself; the next step must not come before it. */
  #expectConsequence(moment: MeetingMoment): void {
    this.#pauseUntil(moment.at);
    const viewer = this.#connected().find((person) => isInside(moment, person));
    const expected = viewer && publicExpectation(moment, viewer, this.#keys);
    if (!viewer || !expected) return;
    this.#play.push({
      step: { expect: { as: this.#keys.of(viewer), ...expected }, within: patience },
      comment: labelOf(moment),
    });
  }

  #expectViews(moment: MeetingMoment): void {
    for (const person of this.#connected()) {
      const view = viewAfter(moment, person);
      if (!view) continue;
      const expect = { as: this.#keys.of(person), ...expectedView(view, this.#keys) };
      this.#play.push({ step: { expect, within: patience } });
    }
  }

  #connected(): readonly PersonId[] {
    return [...this.#entered].filter((person) => !this.#away.has(person));
  }

  /** The facilitator who opened the doors is there before them. */
  #opener(): PersonId | null {
    const opening = this.#steps.find(
      (step) => step.kind === 'command' && step.command.do === 'open-doors',
    );
    return opening?.kind === 'command' ? opening.by : null;
  }

  #people(opener: PersonId | null): Record<string, object> {
    const last = this.#history.moments.at(-1);
    const asked = new Map(
      this.#steps.flatMap(({ moment }) =>
        moment.facts.flatMap((fact) => (fact.type === 'AskedIn' ? [[fact.person, fact.seat]] : [])),
      ) as readonly (readonly [PersonId, string])[],
    );
    const shown = this.#history.people.filter((person) => asked.has(person) || person === opener);
    return Object.fromEntries(
      shown.map((person) => {
        const standing = last && standingAt(last, person);
        return [
          this.#keys.of(person),
          {
            role: standing?.role ?? 'participant',
            seat: asked.get(person) ?? 'sharer',
            name: this.#keys.nameOf(person),
            ...(person !== opener && { arrives: 'later' }),
            ...(standing?.standIn && { standIn: true }),
          },
        ];
      }),
    );
  }

  #circle(): object {
    const first = this.#steps[0]?.moment.after;
    if (!first) return {};
    const { settings, start, end } = first;
    const begins = beginningOf(this.#steps);
    const endMatters = this.#steps.some(({ moment }) =>
      moment.facts.some(({ type }) => type === 'EndReached' || type === 'ClosingPrompted'),
    );
    const times = endMatters
      ? { ends: durationText(Math.max(0, end - begins)) }
      : { starts: durationText(Math.max(0, start - begins)) };
    return { ...changedSettings(settings), ...times };
  }

  /** One line for each person and each step; behind a step, the commit it comes from. */
  #layOut(document: Document): void {
    const people = document.get('people');
    if (isMap(people)) for (const { value } of people.items) setFlow(value);
    const play = document.get('play');
    if (!isSeq(play)) return;
    for (const [i, item] of play.items.entries()) {
      if (!isMap(item)) continue;
      const expected = item.get('expect');
      // A whole view has one line for each of its parts.
      if (isMap(expected) && expected.has('timeline')) {
        for (const { value } of expected.items) setFlow(value);
      } else setFlow(item);
      const comment = this.#play[i]?.comment;
      if (comment) item.comment = ` ${comment}`;
    }
  }
}

function setFlow(node: unknown): void {
  if (isMap(node) || isSeq(node)) node.flow = true;
}

const labelOf = ({ version, facts }: MeetingMoment): string =>
  `${version}: ${[...new Set(facts.map(({ type }) => type))].join(', ')}`;

function beginningOf(steps: readonly RecordedStep[]): number {
  const [first] = steps;
  return first ? first.moment.at - (first.kind === 'time' ? setupTime : 0) : 0;
}

const isInside = ({ after }: MeetingMoment, person: PersonId): boolean => {
  const whereabouts = after.people.get(person)?.whereabouts;
  return whereabouts === 'in' || whereabouts === 'stepped-out';
};

const viewBefore = (moment: MeetingMoment, person: PersonId) =>
  meetingViewOf(moment.before, moment.words, {
    ...{ person, standing: standingAt(moment, person), now: moment.at, writes: true },
    present: () => 'here',
  });

const countSettings: readonly string[] = ['seats', 'carers', 'raidCount'];

/** Those that are not the defaults; durations as text. */
function changedSettings(settings: CircleSettings): object {
  const defaults: Readonly<Record<string, unknown>> = { ...defaultSettings };
  return Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]: [string, unknown]) => {
      const isSame = JSON.stringify(value) === JSON.stringify(defaults[key]);
      if (isSame || value === null || !(key in defaults)) return [];
      const isDuration = typeof value === 'number' && !countSettings.includes(key);
      return [[key, isDuration ? durationText(value) : value]];
    }),
  );
}

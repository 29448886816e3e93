/**
 * Plays one rehearsal with real clients: each step starts after every person has seen the
 * results of the steps before it. Expectations are held against the views of people, and the
 * delivery totals come last.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { View } from '@holdspace/protocol';
import type { GroupActionStep, OrganiserStep } from '../format/group-steps.ts';
import { resolveReferences } from '../format/references.ts';
import {
  type CommandStep,
  type ConnectionStep,
  type ExpectStep,
  type FaultStep,
  type NeverStep,
  type Rehearsal,
  type RehearsalStep,
  stepName,
} from '../format/rehearsal.ts';
import { replaceIds } from '../format/view-match.ts';
import { performConnectionStep } from './connection-steps.ts';
import { countDeliveries, type SentMessage } from './delivery-totals.ts';
import { GroupLife } from './group-steps.ts';
import type { RehearsalHost } from './host.ts';
import { makePlayers } from './make-players.ts';
import type { Outcome, Player } from './player.ts';
import {
  type PersonResult,
  type RehearsalResult,
  StepFailedError,
  type StepFailure,
  type StepResult,
  stepFailed,
} from './result.ts';
import { openStory } from './story-start.ts';
import { waitForView, watchForForbiddenView } from './wait-for-view.ts';

export async function playRehearsal(
  rehearsal: Rehearsal,
  host: RehearsalHost,
): Promise<RehearsalResult> {
  const opened = await openStory(rehearsal, host);
  if ('totals' in opened) return opened;
  const { circle } = opened;
  const players = makePlayers(rehearsal, host, opened);
  const group = new GroupLife(host, circle, players);
  const playing = new RehearsalRun(rehearsal, { players, group, injectFault: host.injectFault });
  try {
    return await playing.run();
  } finally {
    for (const player of players.values()) player.close();
  }
}

/** In milliseconds; a client waits at most 5 s before it reconnects. */
const syncDeadline = 5000;
const recoveryDeadline = 20_000;

interface RunParts extends Pick<RehearsalHost, 'injectFault'> {
  readonly players: ReadonlyMap<string, Player>;
  readonly group: GroupLife;
}

class RehearsalRun {
  readonly #rehearsal: Rehearsal;
  readonly #group: GroupLife;
  readonly #players: ReadonlyMap<string, Player>;
  readonly #injectFault: RehearsalHost['injectFault'];
  readonly #steps: StepResult[] = [];
  readonly #sent: SentMessage[] = [];
  #refused = 0;

  constructor(rehearsal: Rehearsal, { players, group, injectFault }: RunParts) {
    this.#rehearsal = rehearsal;
    this.#players = players;
    this.#group = group;
    this.#injectFault = injectFault;
  }

  async run(): Promise<RehearsalResult> {
    const failure = await this.#playWhole().then(
      () => undefined,
      (error: unknown): StepFailure => {
        if (error instanceof StepFailedError)
          return { file: this.#rehearsal.file, ...error.failure };
        throw error;
      },
    );
    const witnesses = this.#all().map((player) => ({
      key: player.key,
      sights: player.observedViews,
      inAtTheEnd: isIn(player.view()),
    }));
    const totals = countDeliveries(this.#sent, witnesses, this.#refused);
    const whole =
      totals.lost === 0 && totals.twice === 0 && totals.outOfOrder === 0 && totals.orders === 1;
    return {
      file: this.#rehearsal.file,
      title: this.#rehearsal.title,
      ok: failure === undefined && whole,
      steps: this.#steps,
      people: Object.fromEntries(this.#all().map((player) => [player.key, this.#result(player)])),
      totals,
      ...(failure && { failure }),
    };
  }

  async #playWhole(): Promise<void> {
    for (const player of this.#all()) {
      if (player.part.later) continue;
      const outcome = await player.enter();
      if (outcome !== 'ok') throw stepFailed(0, 0, `${player.key} enters`, 'ok', outcome);
    }
    await this.#playSteps(this.#rehearsal.play);
    await this.#syncAndJoin(0);
    for (const player of this.#entered()) await player.reconnect();
    await this.#syncAndJoin(0);
    for (const player of this.#entered()) await player.loadEarlier();
  }

  async #playSteps(steps: readonly RehearsalStep[]): Promise<void> {
    for (const step of steps) {
      await this.#syncAndJoin(step.line);
      await this.#step(step);
    }
    await this.#syncAndJoin(steps.at(-1)?.line ?? 0);
  }

  /** Resolves when all have seen every answer so far, and have joined once the doors are open. */
  async #syncAndJoin(line: number): Promise<void> {
    await this.#sync(line);
    let joined = false;
    for (const player of this.#entered()) {
      const before = player.view()?.mine.whereabouts;
      const outcome = await player.join();
      if (outcome !== 'ok')
        throw stepFailed(this.#stepCount, line, `${player.key} joins`, 'ok', outcome);
      joined ||= player.view()?.mine.whereabouts !== before;
    }
    if (joined) await this.#sync(line);
  }

  async #sync(line: number, deadline = syncDeadline): Promise<void> {
    await Promise.all(
      this.#entered().map((player) =>
        player.sync(deadline).catch((error: unknown) => {
          const seen = error instanceof Error ? error.message : String(error);
          const what = `${player.key} catches up before the next step`;
          throw stepFailed(this.#stepCount, line, what, `within ${deadline / 1000} s`, seen);
        }),
      ),
    );
  }

  async #step(step: RehearsalStep): Promise<void> {
    if (step.kind === 'repeat') {
      for (let time = 0; time < step.times; time++) await this.#playSteps(step.play);
      return;
    }
    const begun = performance.now();
    const n = this.#stepCount + 1;
    const result = {
      n,
      ...('by' in step && { by: step.by }),
      do: stepName(step),
      answer: '',
      ms: 0,
    };
    this.#steps.push(result);
    const finish = (answer: string) => {
      Object.assign(result, { answer, ms: Math.round(performance.now() - begun) });
    };
    switch (step.kind) {
      case 'command':
      case 'doing':
        return this.#act(step, finish);
      case 'expect':
        return this.#expect(step, n, finish);
      case 'never':
        return this.#expectNever(step, n, finish);
      case 'wait':
        await pause(step.wait);
        return finish('ok');
      case 'together':
        await Promise.all(step.play.map((each) => this.#step(each)));
        return finish('ok');
      case 'fault':
        return this.#performFault(step, n, finish);
      case 'time': {
        const passing = this.#group.timeUntil(step, this.#rehearsal.circle.rhythm?.zone);
        const fault = { do: 'let-time-pass', for: passing } as const;
        return this.#performFault({ kind: 'fault', line: step.line, fault }, n, finish);
      }
      case 'organiser':
        return this.#settle(step, await this.#group.act(step), finish);
      case 'group':
        return this.#settle(step, await this.#group.say(this.#player(step.by), step), finish);
      case 'pages':
        return finish(await this.#group.expect(step, n));
      default:
        return step satisfies never;
    }
  }

  async #performFault({ fault, line }: FaultStep, n: number, finish: (answer: string) => void) {
    if (!this.#injectFault) {
      finish('not possible');
      throw stepFailed(n, line, fault.do, 'a server of our own', 'a server given by --server');
    }
    await this.#injectFault(fault);
    // Clients reconnect by themselves, spread over some seconds.
    await this.#sync(line, recoveryDeadline);
    if (fault.do === 'let-time-pass') {
      await this.#group.settle();
      for (const player of this.#entered()) player.comeAgain();
    }
    finish('ok');
  }

  async #act(step: CommandStep | ConnectionStep, finish: (answer: string) => void) {
    const player = this.#player(step.by);
    const outcome =
      step.kind === 'command'
        ? await this.#command(player, step)
        : await performConnectionStep(player, step);
    this.#settle(step, outcome, finish);
  }

  /** A step that may be refused, and only with the code that it names. */
  #settle(
    step: CommandStep | ConnectionStep | OrganiserStep | GroupActionStep,
    outcome: Outcome,
    finish: (answer: string) => void,
  ): void {
    finish(outcome);
    if (outcome !== 'ok') this.#refused += 1;
    const expected = step.refused ?? 'ok';
    if (outcome === expected) return;
    const by = 'by' in step ? step.by : 'organiser';
    throw stepFailed(this.#stepCount, step.line, `${by}: ${stepName(step)}`, expected, outcome);
  }

  async #command(player: Player, step: CommandStep): Promise<Outcome> {
    const command = resolveReferences(step.command, player, this.#players);
    if (command.do !== 'say') return player.act(command, step.device);
    const owed = this.#all().filter((each) => isIn(each.view()));
    const outcome = await player.act(command, step.device);
    // A refused text was not sent; a text without an answer may have been sent.
    if (outcome === 'ok' || outcome === 'no answer') {
      this.#sent.push({
        by: player.id ?? '',
        text: command.text,
        acked: outcome === 'ok',
        expectedBy: owed.map(({ key }) => key),
      });
    }
    return outcome;
  }

  async #expect(step: ExpectStep, n: number, finish: (answer: string) => void): Promise<void> {
    const differs = await waitForView(this.#player(step.as), step, this.#personKeys());
    finish(differs === null ? 'held' : 'did not hold');
    if (differs) {
      const { path, expected, seen } = differs;
      throw stepFailed(n, step.line, `${step.as} sees`, expected, seen, path);
    }
  }

  async #expectNever(step: NeverStep, n: number, finish: (answer: string) => void): Promise<void> {
    const seen = await watchForForbiddenView(this.#player(step.as), step, this.#personKeys());
    finish(seen === null ? 'held' : 'was seen');
    if (seen !== null) {
      throw stepFailed(n, step.line, `${step.as} must never see`, { never: step.view }, seen);
    }
  }

  #result(player: Player): PersonResult {
    const said = this.#sent.filter(({ by }) => by === player.id);
    const seen = new Set(player.observedViews.flatMap((sight) => [...sight.messages.keys()]));
    return {
      view: replaceIds(player.view(), this.#personKeys()),
      said: said.length,
      acked: said.filter(({ acked }) => acked).length,
      seen: seen.size,
    };
  }

  get #stepCount(): number {
    return this.#steps.length;
  }
  #all(): readonly Player[] {
    return [...this.#players.values()];
  }
  #entered(): readonly Player[] {
    return this.#all().filter(({ entered }) => entered);
  }
  #player(key: string): Player {
    const player = this.#players.get(key);
    if (!player) throw new Error(`Nobody is called ${key}.`);
    return player;
  }
  #personKeys(): ReadonlyMap<string, string> {
    return new Map(this.#all().flatMap(({ id, key }) => (id === null ? [] : [[id, key]])));
  }
}

const isIn = (view: View | null): boolean =>
  view?.mine.whereabouts === 'in' || view?.mine.whereabouts === 'stepped-out';

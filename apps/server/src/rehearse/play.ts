/**
 * Plays one rehearsal through the front door and says what came of it: every step after
 * everybody has seen what came before, expectations on what people see, the counting last.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { View } from '@holdspace/protocol';
import { count, type Said } from './count.ts';
import { doBodily } from './doing.ts';
import { called } from './expect.ts';
import { type Host, openCircle, urlOf } from './host.ts';
import { type Outcome, Player } from './people.ts';
import { referred } from './refer.ts';
import {
  Failed,
  type Failure,
  failed,
  type PersonResult,
  type Played,
  type StepResult,
} from './result.ts';
import {
  type CommandStep,
  type DoingStep,
  type ExpectStep,
  type FaultStep,
  type NeverStep,
  nameOf,
  type Rehearsal,
  type Step,
} from './script.ts';
import { comesToSee, saw } from './watch.ts';

export async function play(rehearsal: Rehearsal, host: Host): Promise<Played> {
  const { circle, links } = await openCircle(host.organiser, rehearsal);
  const players = new Map(
    [...rehearsal.people].map(([key, part], i) => {
      const link = links.get(key) ?? '';
      const first = async (person: string) => {
        if (part.standIn) await host.organiser.nameStandIn(circle, person, true);
      };
      return [key, new Player(key, part, { url: urlOf(host, i), link, first })];
    }),
  );
  const playing = new Playing(rehearsal, players, host.fault);
  try {
    return await playing.run();
  } finally {
    for (const player of players.values()) player.close();
  }
}

/** Milliseconds; the longest wait of a client before it tries again is 5 s. */
const catchingUp = 5000;
const comingBack = 20_000;

class Playing {
  readonly #rehearsal: Rehearsal;
  readonly #players: ReadonlyMap<string, Player>;
  readonly #fault: Host['fault'];
  readonly #steps: StepResult[] = [];
  readonly #said: Said[] = [];
  #refused = 0;

  constructor(rehearsal: Rehearsal, players: ReadonlyMap<string, Player>, fault: Host['fault']) {
    this.#rehearsal = rehearsal;
    this.#players = players;
    this.#fault = fault;
  }

  async run(): Promise<Played> {
    const failure = await this.#whole().then(
      () => undefined,
      (error: unknown): Failure => {
        if (error instanceof Failed) return { file: this.#rehearsal.file, ...error.failure };
        throw error;
      },
    );
    const witnesses = this.#all().map((player) => ({
      key: player.key,
      sights: player.sights,
      inAtTheEnd: isIn(player.view()),
    }));
    const totals = count(this.#said, witnesses, this.#refused);
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

  async #whole(): Promise<void> {
    for (const player of this.#all()) {
      if (player.part.later) continue;
      const outcome = await player.enter();
      if (outcome !== 'ok') throw failed(0, 0, `${player.key} enters`, 'ok', outcome);
    }
    await this.#play(this.#rehearsal.play);
    await this.#settle(0);
    for (const player of this.#entered()) await player.reconnect();
    await this.#settle(0);
    for (const player of this.#entered()) await player.readBack();
  }

  async #play(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      await this.#settle(step.line);
      await this.#step(step);
    }
    await this.#settle(steps.at(-1)?.line ?? 0);
  }

  /** Everybody has seen what was answered so far; who waited for the doors has asked in. */
  async #settle(line: number): Promise<void> {
    await this.#sync(line);
    let joined = false;
    for (const player of this.#entered()) {
      const before = player.view()?.mine.whereabouts;
      const outcome = await player.join();
      if (outcome !== 'ok') throw failed(this.#at, line, `${player.key} joins`, 'ok', outcome);
      joined ||= player.view()?.mine.whereabouts !== before;
    }
    if (joined) await this.#sync(line);
  }

  async #sync(line: number, deadline = catchingUp): Promise<void> {
    await Promise.all(
      this.#entered().map((player) =>
        player.sync(deadline).catch((error: unknown) => {
          const seen = error instanceof Error ? error.message : String(error);
          const what = `${player.key} catches up before the next step`;
          throw failed(this.#at, line, what, `within ${deadline / 1000} s`, seen);
        }),
      ),
    );
  }

  async #step(step: Step): Promise<void> {
    if (step.kind === 'repeat') {
      for (let time = 0; time < step.times; time++) await this.#play(step.play);
      return;
    }
    const begun = performance.now();
    const n = this.#at + 1;
    const result = { n, ...('by' in step && { by: step.by }), do: nameOf(step), answer: '', ms: 0 };
    this.#steps.push(result);
    const finish = (answer: string) => {
      Object.assign(result, { answer, ms: Math.round(performance.now() - begun) });
    };
    switch (step.kind) {
      case 'command':
      case 'doing':
        return this.#act(step, n, finish);
      case 'expect':
        return this.#expect(step, n, finish);
      case 'never':
        return this.#never(step, n, finish);
      case 'wait':
        await pause(step.wait);
        return finish('ok');
      case 'together':
        await Promise.all(step.play.map((each) => this.#step(each)));
        return finish('ok');
      case 'fault':
        return this.#befall(step, n, finish);
      default:
        return step satisfies never;
    }
  }

  async #befall({ fault, line }: FaultStep, n: number, finish: (answer: string) => void) {
    if (!this.#fault) {
      finish('not possible');
      throw failed(n, line, fault.do, 'a server of our own', 'a server given by --server');
    }
    await this.#fault(fault);
    // People come back by themselves, spread over some seconds.
    await this.#sync(line, comingBack);
    finish('ok');
  }

  async #act(step: CommandStep | DoingStep, n: number, finish: (answer: string) => void) {
    const player = this.#player(step.by);
    const outcome =
      step.kind === 'command' ? await this.#command(player, step) : await doBodily(player, step);
    finish(outcome);
    if (outcome !== 'ok') this.#refused += 1;
    const expected = step.refused ?? 'ok';
    if (outcome !== expected) {
      throw failed(n, step.line, `${step.by}: ${nameOf(step)}`, expected, outcome);
    }
  }

  async #command(player: Player, step: CommandStep): Promise<Outcome> {
    const command = referred(step.command, player, this.#players);
    if (command.do !== 'say') return player.act(command, step.device);
    const owed = this.#all().filter((each) => isIn(each.view()));
    const outcome = await player.act(command, step.device);
    // Refused words were never said; words without an answer may have been.
    if (outcome === 'ok' || outcome === 'no answer') {
      this.#said.push({
        by: player.id ?? '',
        text: command.text,
        acked: outcome === 'ok',
        owed: owed.map(({ key }) => key),
      });
    }
    return outcome;
  }

  async #expect(step: ExpectStep, n: number, finish: (answer: string) => void): Promise<void> {
    const differs = await comesToSee(this.#player(step.as), step, this.#keys());
    finish(differs === null ? 'held' : 'did not hold');
    if (differs) {
      const { path, expected, seen } = differs;
      throw failed(n, step.line, `${step.as} sees`, expected, seen, path);
    }
  }

  async #never(step: NeverStep, n: number, finish: (answer: string) => void): Promise<void> {
    const seen = await saw(this.#player(step.as), step, this.#keys());
    finish(seen === null ? 'held' : 'was seen');
    if (seen !== null) {
      throw failed(n, step.line, `${step.as} must never see`, { never: step.view }, seen);
    }
  }

  #result(player: Player): PersonResult {
    const said = this.#said.filter(({ by }) => by === player.id);
    const seen = new Set(player.sights.flatMap((sight) => [...sight.seen.keys()]));
    return {
      view: called(player.view(), this.#keys()),
      said: said.length,
      acked: said.filter(({ acked }) => acked).length,
      seen: seen.size,
    };
  }

  get #at(): number {
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
  #keys(): ReadonlyMap<string, string> {
    return new Map(this.#all().flatMap(({ id, key }) => (id === null ? [] : [[id, key]])));
  }
}

const isIn = (view: View | null): boolean =>
  view?.mine.whereabouts === 'in' || view?.mine.whereabouts === 'stepped-out';

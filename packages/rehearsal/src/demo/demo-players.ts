/**
 * The scripted people of the demo: each reacts to their own view only, so that they follow
 * whatever a visitor does.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { TurnId, View } from '@holdspace/core';
import type { Player } from '../runner/player.ts';
import {
  arrivalTexts,
  closingTexts,
  type DemoRound,
  demoRounds,
  demoSharers,
  greetingText,
  openingTexts,
  type SharerKey,
} from './demo-texts.ts';

export interface DemoPace {
  readonly factor: number;
  readonly stop: AbortSignal;
}

const millisPerSecond = 1000;
/** The time for reading or typing, in milliseconds: longer for a longer text, with a maximum. */
const typingSeconds = (text: string): number => Math.min(9, 2.5 + text.length / 25);

/** Waits; false when the demo was stopped meanwhile. */
async function waitAtPace({ factor, stop }: DemoPace, seconds: number): Promise<boolean> {
  const time = seconds * millisPerSecond * factor;
  return pause(time, true, { signal: stop }).catch(() => false);
}

/** Resolves with the first view that fulfils the condition; null when a signal aborts first. */
function whenView(
  player: Player,
  holds: (view: View) => boolean,
  ...signals: readonly AbortSignal[]
): Promise<View | null> {
  const over = AbortSignal.any([...signals]);
  return new Promise((resolve) => {
    const finish = (view: View | null) => {
      over.removeEventListener('abort', stopped);
      stop();
      resolve(view);
    };
    const stopped = () => finish(null);
    const look = () => {
      const view = player.view();
      if (view && holds(view)) finish(view);
    };
    const stop = player.watch(look);
    over.addEventListener('abort', stopped);
    if (over.aborted) stopped();
    else look();
  });
}

/** Reacts to each change of the view, with one action at a time. */
abstract class ScriptedPlayer {
  protected readonly player: Player;
  protected readonly pace: DemoPace;
  readonly #stop: () => void;
  #busy = false;
  /** The view has changed since the last reaction began. */
  #hasChanged = false;
  #ended = false;

  constructor(player: Player, pace: DemoPace) {
    this.player = player;
    this.pace = pace;
    this.#stop = player.watch(() => this.#react());
  }

  end(): void {
    this.#ended = true;
    this.#stop();
  }

  protected abstract act(view: View): Promise<boolean>;

  #react(): void {
    this.#hasChanged = true;
    const view = this.player.view();
    if (this.#busy || this.#ended || this.pace.stop.aborted || !view) return;
    this.#busy = true;
    this.#hasChanged = false;
    void this.act(view).then((acted) => {
      this.#busy = false;
      if (acted || this.#hasChanged) this.#react();
    });
  }
}

/** Thanks each person who spoke, once a turn. */
class ResonanceGiver {
  readonly #given = new Set<TurnId>();

  async act(player: Player, pace: DemoPace, view: View, kind: string): Promise<boolean> {
    const { turn, holder } = view;
    const spoken = view.timeline.some((message) => message.turn === turn);
    if (turn === null || holder === null || holder === player.id) return false;
    if (!spoken || this.#given.has(turn)) return false;
    this.#given.add(turn);
    if (await waitAtPace(pace, 3)) await player.act({ do: 'resonate', turn, kind });
    return true;
  }
}

const resonanceKinds = ['I hear you', 'me too', 'thank you'] as const;

export class DemoSharer extends ScriptedPlayer {
  readonly #resonances = new ResonanceGiver();
  #arrived = false;

  protected async act(view: View): Promise<boolean> {
    const { player, pace } = this;
    if (view.offered === player.id) return this.#answer(view);
    if (view.holder === player.id) return this.#share(view);
    if (!this.#arrived && view.mode === 'open' && view.mine.canSay === true) {
      this.#arrived = true;
      const place = demoSharers.findIndex(({ key }) => key === player.key);
      if (await waitAtPace(pace, 4 + 5 * place)) {
        await player.act({ do: 'say', text: arrivalTexts[player.key as SharerKey] });
      }
      return true;
    }
    const kind = resonanceKinds[player.key.length % resonanceKinds.length] ?? 'thank you';
    return this.#resonances.act(player, pace, view, kind);
  }

  async #answer({ prompt }: View): Promise<boolean> {
    if (!(await waitAtPace(this.pace, 3))) return false;
    const passes = this.#words(prompt).length === 0;
    return (await this.player.act({ do: passes ? 'pass' : 'take' })) === 'ok';
  }

  async #share({ prompt, turn }: View): Promise<boolean> {
    for (const text of this.#words(prompt)) {
      if (!(await waitAtPace(this.pace, typingSeconds(text)))) return false;
      if (this.player.view()?.turn !== turn) return true;
      await this.player.act({ do: 'say', text });
    }
    if (!(await waitAtPace(this.pace, 3))) return false;
    await this.player.act({ do: 'done' });
    return true;
  }

  /** A short answer that fits any question, for a visitor who leads and asks their own. */
  #words(prompt: string | null): readonly string[] {
    const round = demoRounds.find((each) => each.prompt === prompt);
    return round ? round.turns[this.player.key as SharerKey] : ['I would like to listen to that.'];
  }
}

export class DemoListener extends ScriptedPlayer {
  readonly #resonances = new ResonanceGiver();

  protected act(view: View): Promise<boolean> {
    return this.#resonances.act(this.player, this.pace, view, 'with you');
  }
}

/** Leads until a visitor takes the lead. */
export class DemoLead {
  readonly #player: Player;
  readonly #pace: DemoPace;
  readonly #until: AbortSignal;
  readonly #greeted: Set<string>;

  /** `known`: ids of the scripted people, who are not greeted. */
  constructor(player: Player, pace: DemoPace, until: AbortSignal, known: Set<string>) {
    this.#player = player;
    this.#pace = pace;
    this.#until = until;
    this.#greeted = known;
  }

  async run(): Promise<void> {
    const stop = this.#player.watch(() => void this.#greet());
    try {
      await this.#player.act({ do: 'begin' });
      for (const text of openingTexts) await this.#say(text);
      // Time for visitors to arrive.
      await waitAtPace(this.#pace, 12);
      await this.#player.act({ do: 'set-phase', phase: 'body' });
      // Starts again at the first question, so that the demo goes on until the end.
      for (let i = 0; await this.#lead(demoRounds[i % demoRounds.length] as DemoRound); i++);
      await this.#close();
    } finally {
      stop();
    }
  }

  async #lead({ prompt, after }: DemoRound): Promise<boolean> {
    const free = await whenView(
      this.#player,
      (view) => this.#isFree(view),
      this.#until,
      this.#stop,
    );
    if (!free) return false;
    // Without an order the round includes all who are present, visitors too (RND-1).
    await this.#player.act({ do: 'start-round', prompt });
    await whenView(this.#player, ({ round }) => round === null, this.#until, this.#stop);
    if (this.#over || !(await waitAtPace(this.#pace, 3))) return false;
    await this.#say(after);
    return waitAtPace(this.#pace, 8);
  }

  async #close(): Promise<void> {
    if (this.#stop.aborted) return;
    await this.#player.act({ do: 'set-phase', phase: 'closing' });
    for (const text of closingTexts) await this.#say(text);
    await this.#player.act({ do: 'close' });
    // The closing page stays visible for a while.
    await waitAtPace(this.#pace, 60);
  }

  async #greet(): Promise<void> {
    const here = this.#player.view()?.people ?? [];
    for (const { id, name, role } of here) {
      if (this.#greeted.has(id)) continue;
      this.#greeted.add(id);
      if (role === 'participant') await this.#say(greetingText(name));
    }
  }

  async #say(text: string): Promise<void> {
    if (await waitAtPace(this.#pace, typingSeconds(text)))
      await this.#player.act({ do: 'say', text });
  }

  #isFree({ lead, round, onHold }: View): boolean {
    return round === null && !onHold && (lead === null || lead === this.#player.id);
  }
  get #stop(): AbortSignal {
    return this.#pace.stop;
  }
  get #over(): boolean {
    return this.#stop.aborted || this.#until.aborted;
  }
}

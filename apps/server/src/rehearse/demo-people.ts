/**
 * How the played people of the demo behave: each looks at their own screen and does what
 * a person would do there, so that whatever a visitor does, they go along with it.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { TurnId, View } from '@holdspace/core';
import {
  arriving,
  closing,
  greeting,
  opening,
  type Round,
  rounds,
  type SharerKey,
  sharers,
} from './demo-words.ts';
import type { Player } from './people.ts';

export interface Pace {
  readonly factor: number;
  readonly stop: AbortSignal;
}

const second = 1000;
/** Reading and typing take time; longer texts take longer, within reason. */
const typing = (text: string): number => Math.min(9, 2.5 + text.length / 25);

/** False when the demo was stopped meanwhile. */
async function wait({ factor, stop }: Pace, seconds: number): Promise<boolean> {
  const time = seconds * second * factor;
  return pause(time, true, { signal: stop }).catch(() => false);
}

/** Resolves with the view when it holds; null when one of the signals came first. */
function when(
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

/** Looks again at every change of the screen, one doing at a time. */
abstract class Played {
  protected readonly player: Player;
  protected readonly pace: Pace;
  readonly #stop: () => void;
  #busy = false;
  #ended = false;

  constructor(player: Player, pace: Pace) {
    this.player = player;
    this.pace = pace;
    this.#stop = player.watch(() => this.#look());
  }

  end(): void {
    this.#ended = true;
    this.#stop();
  }

  protected abstract act(view: View): Promise<boolean>;

  #look(): void {
    const view = this.player.view();
    if (this.#busy || this.#ended || this.pace.stop.aborted || !view) return;
    this.#busy = true;
    void this.act(view).then((acted) => {
      this.#busy = false;
      // What changed meanwhile was not looked at.
      if (acted) this.#look();
    });
  }
}

/** With a kind word for whoever has said something, once a turn. */
class Resonating {
  readonly #given = new Set<TurnId>();

  async act(player: Player, pace: Pace, view: View, kind: string): Promise<boolean> {
    const { turn, holder } = view;
    const spoken = view.timeline.some((message) => message.turn === turn);
    if (turn === null || holder === null || holder === player.id) return false;
    if (!spoken || this.#given.has(turn)) return false;
    this.#given.add(turn);
    if (await wait(pace, 3)) await player.act({ do: 'resonate', turn, kind });
    return true;
  }
}

const kinds = ['I hear you', 'me too', 'thank you'] as const;

export class Sharing extends Played {
  readonly #resonating = new Resonating();
  #arrived = false;

  protected async act(view: View): Promise<boolean> {
    const { player, pace } = this;
    if (view.offered === player.id) return this.#answer(view);
    if (view.holder === player.id) return this.#share(view);
    if (!this.#arrived && view.mode === 'open' && view.mine.canSay === true) {
      this.#arrived = true;
      const place = sharers.findIndex(({ key }) => key === player.key);
      if (await wait(pace, 4 + 5 * place)) {
        await player.act({ do: 'say', text: arriving[player.key as SharerKey] });
      }
      return true;
    }
    const kind = kinds[player.key.length % kinds.length] ?? 'thank you';
    return this.#resonating.act(player, pace, view, kind);
  }

  async #answer({ prompt }: View): Promise<boolean> {
    if (!(await wait(this.pace, 3))) return false;
    const passes = this.#words(prompt).length === 0;
    return (await this.player.act({ do: passes ? 'pass' : 'take' })) === 'ok';
  }

  async #share({ prompt, turn }: View): Promise<boolean> {
    for (const text of this.#words(prompt)) {
      if (!(await wait(this.pace, typing(text)))) return false;
      if (this.player.view()?.turn !== turn) return true;
      await this.player.act({ do: 'say', text });
    }
    if (!(await wait(this.pace, 3))) return false;
    await this.player.act({ do: 'done' });
    return true;
  }

  /** A facilitator who visits may ask something else: then a few words that fit anything. */
  #words(prompt: string | null): readonly string[] {
    const round = rounds.find((each) => each.prompt === prompt);
    return round ? round.turns[this.player.key as SharerKey] : ['I would like to listen to that.'];
  }
}

export class Listening extends Played {
  readonly #resonating = new Resonating();

  protected act(view: View): Promise<boolean> {
    return this.#resonating.act(this.player, this.pace, view, 'with you');
  }
}

/** Leads as long as nobody else took the lead. */
export class Lead {
  readonly #player: Player;
  readonly #pace: Pace;
  readonly #until: AbortSignal;
  readonly #known: Set<string>;

  /** `known`: ids of who is played, and needs no greeting. */
  constructor(player: Player, pace: Pace, until: AbortSignal, known: Set<string>) {
    this.#player = player;
    this.#pace = pace;
    this.#until = until;
    this.#known = known;
  }

  async run(): Promise<void> {
    const stop = this.#player.watch(() => void this.#greet());
    try {
      await this.#player.act({ do: 'begin' });
      for (const text of opening) await this.#say(text);
      // Room to arrive, and for whoever is on the way in.
      await wait(this.#pace, 12);
      await this.#player.act({ do: 'set-phase', phase: 'body' });
      // Again from the first when all were asked: there is somebody to look at until the end.
      for (let i = 0; await this.#lead(rounds[i % rounds.length] as Round); i++);
      await this.#close();
    } finally {
      stop();
    }
  }

  async #lead({ prompt, after }: Round): Promise<boolean> {
    const free = await when(this.#player, (view) => this.#leads(view), this.#until, this.#stop);
    if (!free) return false;
    // Without an order, everybody present is in it, visitors too (RND-1).
    await this.#player.act({ do: 'start-round', prompt });
    await when(this.#player, ({ round }) => round === null, this.#until, this.#stop);
    if (this.#over || !(await wait(this.#pace, 3))) return false;
    await this.#say(after);
    return wait(this.#pace, 8);
  }

  async #close(): Promise<void> {
    if (this.#stop.aborted) return;
    await this.#player.act({ do: 'set-phase', phase: 'closing' });
    for (const text of closing) await this.#say(text);
    await this.#player.act({ do: 'close' });
    // The closing page stays for a while to be looked at.
    await wait(this.#pace, 60);
  }

  async #greet(): Promise<void> {
    const here = this.#player.view()?.people ?? [];
    for (const { id, name, role } of here) {
      if (this.#known.has(id)) continue;
      this.#known.add(id);
      if (role === 'participant') await this.#say(greeting(name));
    }
  }

  async #say(text: string): Promise<void> {
    if (await wait(this.#pace, typing(text))) await this.#player.act({ do: 'say', text });
  }

  #leads({ lead, round, onHold }: View): boolean {
    return round === null && !onHold && (lead === null || lead === this.#player.id);
  }
  get #stop(): AbortSignal {
    return this.#pace.stop;
  }
  get #over(): boolean {
    return this.#stop.aborted || this.#until.aborted;
  }
}

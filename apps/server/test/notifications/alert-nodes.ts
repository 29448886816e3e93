/** Nodes that move the alerts of one house on, on one store and a clock that tests move. */
import type {
  AlertCause,
  AlertId,
  CircleId,
  HouseCommand,
  LinkId,
  PersonId,
} from '@holdspace/core';
import { alertIdOf } from '@holdspace/core';
import { expect, onTestFinished } from 'vitest';
import { staffContext, systemContext } from '../../src/ledger/command-context.ts';
import { createLedgers, type HouseLedger, type Ledgers } from '../../src/ledger/ledgers.ts';
import type { AlertDelivery } from '../../src/notifications/alert-delivery.ts';
import { createMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/port/store.ts';
import { testCodec } from '../storage/sample-commits.ts';
import { FakeSender, fakeAlerts } from './fake-sender.ts';

export const [ada, ben, cleo] = ['o_ada', 'o_ben', 'o_cleo'] as PersonId[] as [
  PersonId,
  PersonId,
  PersonId,
];
export const circle = 'tuesdays01' as CircleId;

export const callOf = (thread: string, kind: 'help' | 'unsafe' = 'help'): AlertCause => ({
  ...{ kind, circle, thread, since: 5 },
});

export interface AlertNode {
  readonly ledgers: Ledgers;
  readonly sender: FakeSender;
  readonly alerts: AlertDelivery;
}

/** The store of a node that starts, on the clock of the test. */
export type OpenAlertStore = (now: () => number) => Promise<Store>;

/** One in memory that all nodes share. */
const sharedMemory = (): OpenAlertStore => {
  let store: Store | null = null;
  return async (now) => {
    store ??= createMemoryStore({ now });
    return store;
  };
};

export class AlertHouse {
  readonly clock = { now: 1_000_000 };
  readonly nodes: AlertNode[] = [];
  readonly failures: unknown[] = [];
  readonly #openStore: OpenAlertStore;

  private constructor(openStore: OpenAlertStore) {
    this.#openStore = openStore;
    onTestFinished(async () => {
      for (const each of [...this.nodes]) await this.kill(each);
      expect(this.failures).toEqual([]);
    });
  }

  /** `ada` organises, the others are on call, and a webhook is set up. */
  static async open(nodes: number, openStore = sharedMemory()): Promise<AlertHouse> {
    const house = new AlertHouse(openStore);
    for (let n = 0; n < nodes; n++) await house.start();
    const expires = house.clock.now + 1e9;
    const link = (n: number) => ({ link: `l_${n}` as LinkId, hash: `h_${n}`, expires });
    await house.ask({ do: 'make-organiser-link', ...link(0) });
    const session = { session: 's_ada' as never, until: expires, mark: null };
    const sign = { do: 'sign-in', hash: 'h_0', staff: ada, browser: null, replaces: null } as const;
    await house.ask({ ...sign, session });
    for (const [n, staff] of [ben, cleo].entries()) {
      const added = { staff, name: `Name of ${staff}`, roles: ['on-call'], circles: [] } as const;
      await house.ask({ do: 'add-staff', ...added, ...link(n + 1) });
    }
    const setup = { kind: 'webhook', name: '', url: 'https://example.org', secret: 's' } as const;
    await house.ask({ do: 'set-up-channel', channel: 'ch_1', ...setup });
    return house;
  }

  async start(): Promise<AlertNode> {
    const reportError = (error: unknown) => void this.failures.push(error);
    const store = await this.#openStore(() => this.clock.now);
    const ledgers = createLedgers({ store, codec: testCodec, reportError });
    const sender = new FakeSender();
    const alerts = fakeAlerts(ledgers, reportError, sender);
    const node = { ledgers, sender, alerts };
    this.nodes.push(node);
    await alerts.start();
    return node;
  }

  /** Nothing of it happens any more; what it had claimed stays claimed. */
  async kill(node: AlertNode): Promise<void> {
    this.nodes.splice(this.nodes.indexOf(node), 1);
    await node.alerts.close();
    node.ledgers.close();
  }

  get first(): AlertNode {
    return this.nodes[0] as AlertNode;
  }

  state(): Promise<HouseLedger> {
    return this.first.ledgers.house();
  }

  async ask(command: HouseCommand, by?: PersonId) {
    const house = await this.state();
    return house.handle(command, by ? staffContext(house, by) : systemContext);
  }

  async raise(thread: string, kind?: 'unsafe'): Promise<AlertId> {
    const cause = callOf(thread, kind);
    await this.ask({ do: 'raise-alert', cause });
    return alertIdOf(cause);
  }

  /** Lets time pass, and every node do what is due. */
  async wait(ms: number): Promise<void> {
    this.clock.now += ms;
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      for (const { alerts } of this.nodes) await alerts.runDue();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  get sent() {
    return this.nodes.flatMap(({ sender }) => sender.sent);
  }
}

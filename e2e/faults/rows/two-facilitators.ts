/**
 * Two facilitators of one circle, on two nodes, change the floor at the same moment. One command
 * takes effect, the other is refused as stale (RND-18), and everyone, on a third node too, sees the
 * same floor.
 */
import type { CommandAnswer, WireCommand } from '@holdspace/protocol';
import { Crowd, type CrowdCircle } from '../harness/crowd.ts';
import type { CrowdMember } from '../harness/crowd-member.ts';
import type { FaultRow, FaultTally } from '../harness/fault-row.ts';
import { History } from '../harness/history.ts';
import { patience } from '../harness/patience.ts';

/** Pairs before the history is compared with the ledgers. */
const batch = 250;

const outcome = (answer: CommandAnswer): string =>
  'ok' in answer ? 'ok' : 'refused' in answer ? answer.refused : JSON.stringify(answer);

export const twoFacilitators: FaultRow = {
  name: 'two-facilitators',
  title: 'two facilitators on two nodes at once',
  counts: { few: 100, full: 5000 },
  async run({ site: shared, count, dice, progress }, tally) {
    const site = await shared();
    for (let done = 0; done < count; ) {
      const history = new History();
      const { urls, organiser } = site;
      const crowd = await Crowd.gather({ urls, organiser, circles: 1, people: 5, history, dice });
      try {
        const [circle] = crowd.circles as [CrowdCircle];
        for (const end = Math.min(count, done + batch); done < end; progress(done)) {
          await race(circle, done, tally);
          done += 1;
        }
        tally.judge(await site.verdict(crowd, history));
      } finally {
        crowd.close();
      }
    }
  },
};

async function race({ guests }: CrowdCircle, pair: number, tally: FaultTally): Promise<void> {
  const [one, other, third, fourth] = guests as [
    CrowdMember,
    CrowdMember,
    CrowdMember,
    CrowdMember,
  ];
  const commands = commandsOf(pair, third, fourth);
  await all([one, other]);
  const asked = [one.ask(commands[0]), other.ask(commands[1])];
  const outcomes = (await Promise.all(asked)).map(outcome);
  const winner = outcomes.indexOf('ok');
  tally.sum('pairs', 1);
  tally.sum(`won by the ${winner === 0 ? 'first' : 'second'}`, 1);
  if (outcomes.toSorted().join() !== 'ok,stale') {
    tally.fault(`pair ${pair}: both ${commands[0].do}, answered ${outcomes.join(' and ')}`);
  }
  await all(guests);
  const floors = new Set(guests.map(({ view }) => JSON.stringify([view?.slow, view?.offered])));
  if (floors.size !== 1) tally.fault(`pair ${pair}: ${floors.size} floors are seen`);
  const command = commands[winner === 1 ? 1 : 0];
  const floor = guests[4]?.view;
  const isTheirs =
    command.do === 'give-floor' ? floor?.offered === command.who : floor?.slow === command.slow;
  if (!isTheirs) tally.fault(`pair ${pair}: the floor is not what the winner made it`);
  // Takes the offer back, so that the next pair begins with the same floor.
  if (command.do === 'give-floor') {
    await one.askOrFail({ do: 'set-floor', mode: 'hands' });
    await one.askOrFail({ do: 'set-floor', mode: 'open' });
  }
}

type FloorCommand = Extract<WireCommand, { do: 'set-floor' | 'give-floor' }>;

/** Two commands that both change the floor, in any order. */
function commandsOf(
  pair: number,
  third: CrowdMember,
  fourth: CrowdMember,
): readonly [FloorCommand, FloorCommand] {
  if (pair % 4 === 3) {
    return [
      { do: 'give-floor', who: third.person },
      { do: 'give-floor', who: fourth.person },
    ];
  }
  const slow = 2 + 2 * (pair % 1000);
  return [
    { do: 'set-floor', mode: 'open', slow },
    { do: 'set-floor', mode: 'open', slow: slow + 1 },
  ];
}

const all = (guests: readonly CrowdMember[]) =>
  Promise.all(guests.map((guest) => guest.sync(patience)));

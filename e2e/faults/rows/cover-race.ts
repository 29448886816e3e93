/**
 * Fifty carers, spread over three nodes, say yes at once to the free places of two meetings of one
 * week (CVR-2, CVR-3): each place has one of them, on every node, and who set a ceiling of one
 * meeting has one at most. In the second row a node is killed meanwhile, and who lost their
 * connection asks another node again.
 */
import { staffApi } from '@holdspace/client';
import {
  answerOrThrow,
  askAnyNode,
  type Contender,
  race,
  shuffled,
  staffContenders,
} from '../harness/contender.ts';
import type { FaultRowContext, FaultTally } from '../harness/fault-row.ts';
import { type CoverRace, faultsOfCoverRace, type SeenCover } from '../harness/race-judges.ts';
import { type RaceConditions, raceRows } from '../harness/race-rows.ts';
import type { FaultSite } from '../harness/site.ts';

const day = 24 * 3_600_000;

export const [coverRace, coverRaceKilled] = raceRows(
  'cover-race',
  'to carry a meeting',
  raceForCover,
);

/** A meeting as the cover routes name it. */
interface RacedMeeting {
  readonly circle: string;
  readonly id: string;
}

async function raceForCover(
  { site: shared, count, dice, progress }: FaultRowContext,
  tally: FaultTally,
  under: RaceConditions,
): Promise<void> {
  const site = await shared();
  const { urls } = site;
  const meetings = [await planMeeting(site, 10), await planMeeting(site, 12)];
  const carers = await staffContenders(
    site,
    meetings.map(({ circle }) => circle),
  );
  const limited = new Set(carers.filter((_, n) => n % 2 === 0).map(({ id }) => id));
  await Promise.all(
    carers
      .filter(({ id }) => limited.has(id))
      .map(({ jar }) =>
        staffApi({ url: urls[0] ?? '', jar }).setCarrying({ meetingsAWeek: 1, hoursBetween: null }),
      ),
  );
  const nameOf = (id: string) => carers.find((each) => each.id === id)?.name ?? id;
  /** In every second round they ask two nodes, in the others one: then the first has both. */
  const sayYes = (meeting: RacedMeeting, apart: number) => (carer: Contender, n: number) =>
    askAnyNode(
      urls,
      n + apart,
      (url) => staffApi({ url, jar: carer.jar }).answerCover(meeting, 'yes'),
      () => tally.sum('broken connections', 1),
    );
  for (let done = 0; done < count; progress(++done)) {
    // The same order for both, so that the first of both is kept from one by their ceiling.
    const order = shuffled(carers, dice);
    const answers = await under(site, done, () =>
      Promise.all(meetings.map((meeting, m) => race(order, sayYes(meeting, m * (done % 2))))),
    );
    const nodes = await Promise.all(urls.map((url) => readCover(url, meetings, carers)));
    for (const fault of faultsOfCoverRace({ answers, nodes, limited, nameOf })) {
      tally.fault(`round ${done}: ${fault}`);
    }
    tally.sum(
      'asked in the races',
      answers.reduce((sum, { size }) => sum + size, 0),
    );
    const refused = answers.flatMap((each) => [...each.values()]).filter((it) => 'refused' in it);
    tally.sum(
      'kept by their ceiling',
      refused.filter((it) => 'refused' in it && it.refused === 'too-soon').length,
    );
    await freeAgain(site, meetings, carers, answers);
  }
}

/** A meeting that wants one carer, in a circle of its own that nobody leads. */
async function planMeeting({ organiser }: FaultSite, inDays: number): Promise<RacedMeeting> {
  const { id: circle } = await organiser.openCircle({
    name: 'A circle to carry',
    purpose: 'For carers',
    settings: { carers: 1 },
    start: new Date(Date.now() + inDays * day).toISOString(),
  });
  const { items } = await organiser.meetingPage(circle);
  const [meeting] = items;
  if (!meeting) throw new Error('There is no meeting.');
  return { circle, id: meeting.id };
}

/** What one node shows of each meeting, to each of them. */
async function readCover(
  url: string,
  meetings: readonly RacedMeeting[],
  carers: readonly Contender[],
): Promise<readonly SeenCover[]> {
  const pages = await Promise.all(
    carers.map(async ({ id, jar }) => {
      const { items } = await staffApi({ url, jar }).ownMeetings({ show: 'all' });
      return { id, items };
    }),
  );
  return meetings.map(({ id: meeting }) => {
    const seen = pages.flatMap(({ id, items }) =>
      items.filter((item) => item.id === meeting).map((item) => ({ id, item })),
    );
    const covers = new Set(seen.map(({ item }) => JSON.stringify(item.cover)));
    if (seen.length !== carers.length || covers.size !== 1) {
      throw new Error(`${seen.length} of them are shown ${covers.size} states: ${[...covers]}`);
    }
    const { covered = 0, carriers = [] } = seen[0]?.item.cover ?? {};
    const yes = seen.filter(({ item }) => item.own === 'yes').map(({ id }) => id);
    return { covered, carriers, yes };
  });
}

/** Everybody who has a yes takes it back, so that the next race is for the same place. */
async function freeAgain(
  { urls }: FaultSite,
  meetings: readonly RacedMeeting[],
  carers: readonly Contender[],
  answers: CoverRace['answers'],
): Promise<void> {
  for (const [m, meeting] of meetings.entries()) {
    for (const { id, jar } of carers) {
      const answer = answers[m]?.get(id);
      if (!answer || !('ok' in answer)) continue;
      const back = (url: string) => staffApi({ url, jar }).takeBackCover(meeting);
      answerOrThrow(await askAnyNode(urls, m, back));
    }
  }
}

/**
 * Fifty members of a circle with one seat, spread over three nodes, take *not this time* back at
 * once (RHY-6): one has the seat, the others wait in one order, and every node says so. In the
 * second row a node is killed meanwhile, and who lost their connection asks another node again.
 */
import { placeApi } from '@holdspace/client';
import {
  answerOrThrow,
  askAnyNode,
  type Contender,
  memberContenders,
  race,
  shuffled,
} from '../harness/contender.ts';
import type { FaultRowContext, FaultTally } from '../harness/fault-row.ts';
import { faultsOfSeatRace, type SeenSeat } from '../harness/race-judges.ts';
import { type RaceConditions, raceRows } from '../harness/race-rows.ts';
import type { FaultSite } from '../harness/site.ts';

const seats = 1;
/** The place page shows these at least. */
const shownMeetings = 5;

export const [seatRace, seatRaceKilled] = raceRows('seat-race', 'for a seat', raceForSeats);

async function raceForSeats(
  { site: shared, count, dice, progress }: FaultRowContext,
  tally: FaultTally,
  under: RaceConditions,
): Promise<void> {
  const site = await shared();
  const { urls } = site;
  const { circle, meetings } = await openWeeklyCircle(site);
  const members = await memberContenders(site, circle);
  const choose = (meeting: string, wanted: boolean) => (member: Contender, n: number) =>
    askAnyNode(
      urls,
      n,
      (url) => placeApi({ url, jar: member.jar }).chooseSeat(circle, meeting, { wanted }),
      () => tally.sum('broken connections', 1),
    );
  for (let done = 0; done < count; progress(++done)) {
    const meeting = meetings[done % meetings.length] ?? '';
    const away = await race(members, choose(meeting, false));
    for (const answer of away.values()) answerOrThrow(answer);
    const order = shuffled(members, dice);
    const answers = await under(site, done, () => race(order, choose(meeting, true)));
    const nodes = await Promise.all(urls.map((url) => readSeats(url, circle, meeting, members)));
    for (const fault of faultsOfSeatRace({ seats, answers, nodes })) {
      tally.fault(`round ${done}: ${fault}`);
    }
    tally.sum('asked in the races', answers.size);
  }
}

/** With the meetings to come that a place page shows; the first of them is days away. */
async function openWeeklyCircle({ organiser }: FaultSite) {
  const { id: circle } = await organiser.openCircle({
    name: 'A circle with one seat',
    purpose: 'For carers',
    settings: { seats },
    start: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const from = new Date(Date.now() + 5 * 24 * 3_600_000).toISOString().slice(0, 10);
  await organiser.setRhythm(circle, {
    rhythm: { every: 'week', on: ['tu'], at: '19:00', zone: 'Europe/Berlin', from },
  });
  const { items } = await organiser.meetingPage(circle);
  const today = Date.now() + 24 * 3_600_000;
  const later = items.filter(
    ({ start, state }) => state === 'planned' && Date.parse(start) > today,
  );
  return { circle, meetings: later.slice(0, shownMeetings).map(({ id }) => id) };
}

/** What one node shows each of them: the seat on their place page, and their place on the list. */
async function readSeats(
  url: string,
  circle: string,
  meeting: string,
  members: readonly Contender[],
): Promise<ReadonlyMap<string, SeenSeat>> {
  const reading = members.map(async ({ id, jar }) => {
    const door = placeApi({ url, jar });
    const { next, coming } = await door.place(circle);
    const shown = [...(next ? [next] : []), ...coming].find((each) => each.id === meeting);
    // Said once more it changes nothing, and answers with the place on the list.
    const { waitingPlace } = await door.chooseSeat(circle, meeting, { wanted: true });
    return [id, { seat: shown?.seat ?? null, waitingPlace }] as const;
  });
  return new Map(await Promise.all(reading));
}

/** A meeting with an open floor on a server of its own, and people without screens who speak in it. */
import {
  api,
  type CircleConnection,
  type CircleSnapshot,
  CookieJar,
  connect,
  linkTokenOf,
} from '@holdspace/client';
import type { RunningContestant } from '../servers/contestants.ts';

type MemberView = NonNullable<CircleSnapshot['view']>;

/** 120 characters, as people write them. */
const words =
  'Walking before work helped me this week. Some days only to the corner and back, and even that counted for something.';

async function until(connection: CircleConnection, holds: (view: MemberView) => boolean) {
  while (true) {
    const { view } = connection.getSnapshot();
    if (view && holds(view)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Enters by a link; throws when a command is refused. */
async function memberOf(url: string, link: string, name: string): Promise<CircleConnection> {
  const jar = new CookieJar();
  const come = await api({ url, jar }).redeem({ token: linkTokenOf(link), name, agreed: true });
  if (come.kind !== 'member') throw new Error('This link leads to no circle.');
  const connection = connect({ url, circle: come.circle, cookie: jar.header });
  await until(connection, ({ mine }) => mine.can.join === true);
  await act(connection, { do: 'join', seat: 'sharer' });
  await until(connection, ({ mine }) => mine.whereabouts === 'in');
  return connection;
}

async function act(
  connection: CircleConnection,
  command: Parameters<CircleConnection['send']>[0],
): Promise<void> {
  const answer = await connection.send(command);
  if (!('ok' in answer)) throw new Error(`${command.do}: ${JSON.stringify(answer)}`);
}

export interface ScreenMeeting {
  /** A cookie of a participant who is in, and the address of the circle. */
  readonly visitor: { readonly cookie: string; readonly address: string };
  /** Says one message; two people take turns, so each message is a row of its own. */
  readonly say: () => Promise<string>;
  readonly close: () => void;
}

/** `people`: everyone except the one with the screen. */
export async function openScreenMeeting(
  { urls, key }: RunningContestant,
  people: number,
): Promise<ScreenMeeting> {
  const [url = ''] = urls;
  const jar = new CookieJar();
  const organiser = api({ url, jar });
  await organiser.redeem({ token: linkTokenOf(key) });
  const opened = await organiser.openCircle({
    name: 'A circle',
    start: new Date().toISOString(),
    minutes: 75,
    settings: { admit: 'everyone', seats: 30 },
  });
  const lead = await memberOf(url, opened.facilitatorLink.url, 'North Star');
  await act(lead, { do: 'begin' });
  const speakers: CircleConnection[] = [];
  for (let number = 1; number < people; number++) {
    speakers.push(await memberOf(url, opened.invitation.url, `Person ${number}`));
  }
  const visitor = new CookieJar();
  const token = linkTokenOf(opened.invitation.url);
  await api({ url, jar: visitor }).redeem({ token, name: 'Quiet Heron', agreed: true });
  let said = 0;
  return {
    visitor: { cookie: visitor.header, address: `${url}/c/${opened.id}` },
    say: async () => {
      const speaker = speakers[said % 2];
      if (!speaker) throw new Error('Two people are needed to speak.');
      const text = `No. ${++said}: ${words}`;
      await act(speaker, { do: 'say', text });
      return text;
    },
    close: () => {
      for (const each of [lead, ...speakers]) each.close();
    },
  };
}

/**
 * The demo: a filled circle within a minute. Scripted people take turns in a round at a human
 * pace, through the client library and ordinary links. They greet each visitor and offer the
 * talking piece to visitors too.
 */
import type { Api } from '@holdspace/client';
import { signInOrganiser } from '../runner/host.ts';
import { Player } from '../runner/player.ts';
import { DemoLead, DemoListener, type DemoPace, DemoSharer } from './demo-players.ts';
import { demoCircle, demoFacilitator, demoListener, demoSharers } from './demo-texts.ts';

const minute = 60_000;

export interface DemoOptions {
  readonly server: { readonly url: string; readonly organiserLink: string };
  /** 1 is a human pace; 2 is twice as slow. */
  readonly pace: number;
  /** The duration in milliseconds. */
  readonly lasts: number;
  /** Ends the demo early. */
  readonly stop: AbortSignal;
  readonly opened: (links: { readonly participant: string; readonly facilitator: string }) => void;
}

/** Plays the demo; resolves when its time is over or it is stopped. */
export async function playDemo(options: DemoOptions): Promise<void> {
  const { server, stop, opened } = options;
  const organiser = await signInOrganiser(server.url, server.organiserLink);
  const { lead, sharing, listening, links } = await openDemoCircle(
    organiser,
    server.url,
    options.lasts,
  );
  const people = [lead, ...sharing, listening];
  try {
    for (const player of people) await player.enter();
    await lead.act({ do: 'open-doors' });
    for (const player of people) await player.join();
    opened(links);
    const pace: DemoPace = { factor: options.pace, stop };
    const played = [
      ...sharing.map((player) => new DemoSharer(player, pace)),
      new DemoListener(listening, pace),
    ];
    const until = AbortSignal.timeout(options.lasts);
    await new DemoLead(lead, pace, until, new Set(people.map(({ id }) => id ?? ''))).run();
    for (const each of played) each.end();
  } finally {
    for (const player of people) player.close();
  }
}

async function openDemoCircle(organiser: Api, url: string, lasts: number) {
  const opened = await organiser.openCircle({
    ...demoCircle,
    start: new Date().toISOString(),
    minutes: Math.min(480, Math.max(30, Math.ceil(lasts / minute) + 15)),
    settings: { admit: 'everyone', offer: '30s' },
  });
  const played = await organiser.makeLink(opened.id, { role: 'facilitator', label: 'played' });
  const player = (
    { key, name }: { readonly key: string; readonly name: string },
    role: 'facilitator' | 'participant',
    seat: 'sharer' | 'listener' = 'sharer',
  ) => {
    const link = role === 'facilitator' ? played.url : opened.invitation.url;
    return new Player(key, { role, seat, name, later: false }, { url, link });
  };
  return {
    lead: player(demoFacilitator, 'facilitator'),
    sharing: demoSharers.map((sharer) => player(sharer, 'participant')),
    listening: player(demoListener, 'participant', 'listener'),
    links: { participant: opened.invitation.url, facilitator: opened.facilitatorLink.url },
  };
}

/**
 * The organiser's side of a rehearsal: signs in, opens one circle a file, and hands out
 * the links by which its people come.
 */
import { type Api, api, CookieJar, tokenOf } from '@holdspace/client';
import type { Rehearsal } from './script.ts';

export interface Host {
  readonly url: string;
  readonly organiser: Api;
  /** Kills the server and starts it again; null on a server that is not ours. */
  readonly restart: (() => Promise<void>) | null;
}

/** By an organiser link, which is used up by it. */
export async function signIn(url: string, link: string): Promise<Api> {
  const organiser = api({ url, jar: new CookieJar() });
  await organiser.redeem({ token: tokenOf(link) });
  return organiser;
}

const hour = 60 * 60_000;
/** As many as an invitation of a circle opens for by itself. */
const usualUses = 30;

/** Opens the circle of a rehearsal; answers the link of each of its people, by key. */
export async function openCircle(
  organiser: Api,
  { title, circle, people }: Rehearsal,
): Promise<ReadonlyMap<string, string>> {
  const { name = title.slice(0, 60), purpose = '', agreements, ...settings } = circle;
  const opened = await organiser.openCircle({
    name,
    purpose,
    settings,
    // An hour ahead: only `open-doors` opens the doors.
    start: new Date(Date.now() + hour).toISOString(),
    ...(agreements && { agreements }),
  });
  const participants = [...people.values()].filter(({ role }) => role === 'participant').length;
  const invitation =
    participants <= usualUses
      ? opened.invitation
      : await organiser.makeLink(opened.id, { role: 'participant', uses: participants });
  const links = new Map<string, string>();
  let facilitatorLink: string | null = opened.facilitatorLink.url;
  for (const [key, { role, name: label }] of people) {
    if (role === 'participant') {
      links.set(key, invitation.url);
    } else {
      const link =
        facilitatorLink ??
        (await organiser.makeLink(opened.id, { role: 'facilitator', label })).url;
      facilitatorLink = null;
      links.set(key, link);
    }
  }
  return links;
}

/**
 * The organiser of a rehearsal: signs in, opens one circle for each file, and makes the links
 * of its people.
 */
import {
  CookieJar,
  linkTokenOf,
  type OpenTransport,
  type StaffApi,
  staffApi,
} from '@holdspace/client';
import type { InjectedFault } from '../format/fault-steps.ts';
import type { Rehearsal } from '../format/rehearsal.ts';
import { firstMeeting } from './first-meeting.ts';

export interface RehearsalHost {
  /** How clients connect; the way of the client library when it is not given. */
  readonly openTransport?: OpenTransport;
  /** Addresses of the nodes; people are spread over them in turn. */
  readonly urls: readonly string[];
  readonly organiser: StaffApi;
  /** The time of the servers; that of this process when absent. */
  readonly now?: () => number;
  /** Injects a fault and resolves when it is over; null on a server that was given. */
  readonly injectFault: ((fault: InjectedFault) => Promise<void>) | null;
}

/** The address for a person, by their place in the file, from 0. */
export const urlForPerson = ({ urls }: Pick<RehearsalHost, 'urls'>, person: number): string =>
  urls[person % urls.length] ?? '';

/** The HTTP interface for an organiser, signed in by an organiser link, which is used up. */
export async function signInOrganiser(url: string, link: string): Promise<StaffApi> {
  const organiser = staffApi({ url, jar: new CookieJar() });
  await organiser.redeem({ token: linkTokenOf(link) });
  return organiser;
}

/** Longer than any story: a session of an organiser would end within it. */
const keyLifetime = '3650d';

/** The same, by an API key of that organiser. */
export async function organiserByLink(url: string, link: string): Promise<StaffApi> {
  const { key } = await (await signInOrganiser(url, link)).makeKey({ expires: keyLifetime });
  return organiserApi(url, key);
}

/** The HTTP interface for an organiser who has an API key. */
export const organiserApi = (url: string, key: string): StaffApi => staffApi({ url, key });

/** The default number of uses of an invitation. */
const invitationUses = 30;

export interface OpenedRehearsal {
  readonly circle: string;
  /** The link of each person, by key. */
  readonly links: ReadonlyMap<string, string>;
}

/** Opens the circle of a rehearsal and makes a link for each person. */
export async function openRehearsalCircle(
  { organiser, now = Date.now }: Pick<RehearsalHost, 'organiser' | 'now'>,
  { title, circle, people }: Rehearsal,
): Promise<OpenedRehearsal> {
  const { name = title.slice(0, 60), kit, purpose, agreements, ...times } = circle;
  const { rhythm: _rhythm, starts: _starts, ends: _ends, minutes: _minutes, ...settings } = times;
  const opened = await organiser.openCircle({
    name,
    settings,
    ...(kit !== undefined && { kit }),
    ...(purpose !== undefined && { purpose }),
    ...firstMeeting(now(), circle),
    ...(agreements && { agreements }),
  });
  const participants = [...people.values()].filter(({ role }) => role === 'participant').length;
  const invitation =
    participants <= invitationUses
      ? opened.invitation
      : await organiser.makeLink(opened.id, { role: 'participant', uses: participants });
  const links = new Map<string, string>();
  let facilitatorLink: string | null = opened.facilitatorLink.url;
  for (const [key, { role, name: label, staff, onCall }] of people) {
    if (staff) {
      const roles = onCall ? (['facilitator', 'on-call'] as const) : (['facilitator'] as const);
      const added = { name: label, roles: [...roles], circles: [opened.id] };
      links.set(key, (await organiser.addStaff(added)).link);
    } else if (role === 'participant') {
      links.set(key, invitation.url);
    } else {
      const link =
        facilitatorLink ??
        (await organiser.makeLink(opened.id, { role: 'facilitator', label })).url;
      facilitatorLink = null;
      links.set(key, link);
    }
  }
  return { circle: opened.id, links };
}

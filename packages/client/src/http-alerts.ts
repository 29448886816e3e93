/**
 * What staff ask over HTTP about alerts: the inbox, the channels of the house, and by what one is
 * alerted oneself (ALR-2 to ALR-6).
 */
import type {
  AlertDetail,
  ChannelOverview,
  ChannelTestResult,
  CreatedChannel,
  InboxAlert,
  NewChannelRequest,
  OwnChannels,
  PushSubscriptionBody,
} from '@holdspace/protocol';
import type { RequestJson } from './http-request.ts';

const at = encodeURIComponent;

export interface InboxQuery {
  /** Nothing counts as seen. */
  readonly peek?: boolean;
  /** The id of the last alert of the page before. */
  readonly after?: string;
}

export const inboxApi = (ask: RequestJson) => ({
  /** What needs somebody, the most harmful first (ALR-6). */
  inbox: ({ peek = false, after }: InboxQuery = {}) =>
    ask<readonly InboxAlert[]>(
      'GET',
      `/inbox?peek=${peek}${after === undefined ? '' : `&after=${at(after)}`}`,
    ),
  /** Who was alerted, and what each channel answered (ALR-4). */
  alert: (id: string) => ask<AlertDetail>('GET', `/inbox/${at(id)}`),
  /** Says that these were opened; all that one was given when it is left out. */
  markAlertsSeen: (alerts?: readonly string[]) =>
    ask<void>('POST', '/inbox/seen', alerts ? { alerts } : {}),
  /** *I have it* (ALR-3). */
  takeAlert: (id: string) => ask<void>('POST', `/inbox/${at(id)}/take`, {}),
  /** Gives it back: the next one is alerted at once. */
  returnAlert: (id: string) => ask<void>('DELETE', `/inbox/${at(id)}/take`),
});

export const channelApi = (ask: RequestJson) => ({
  /** Of the house, for organisers. */
  channels: () => ask<ChannelOverview>('GET', '/house/channels'),
  /** The secret of a webhook is in this answer alone. */
  setUpChannel: (body: NewChannelRequest) => ask<CreatedChannel>('POST', '/house/channels', body),
  removeChannel: (id: string) => ask<void>('DELETE', `/house/channels/${at(id)}`),
  /** Tries it now, to oneself. */
  testChannel: (id: string) => ask<ChannelTestResult>('POST', `/house/channels/${at(id)}/test`, {}),
  /** By what one is alerted oneself. */
  ownChannels: () => ask<OwnChannels>('GET', '/house/me/channels'),
  /** `PushSubscription.toJSON()` of this browser. */
  subscribePush: (body: PushSubscriptionBody) =>
    ask<{ readonly id: string }>('POST', '/house/me/push', body),
  /** Of this browser. */
  unsubscribePush: () => ask<void>('DELETE', '/house/me/push'),
  /** Of another device of one's own. */
  removePushDevice: (device: string) => ask<void>('DELETE', `/house/me/push/${at(device)}`),
  setOwnEmail: (address: string) => ask<void>('PUT', '/house/me/email', { address }),
  removeOwnEmail: () => ask<void>('DELETE', '/house/me/email'),
  /** Of somebody of the staff, for organisers. */
  setStaffEmail: (id: string, address: string) =>
    ask<void>('PUT', `/house/staff/${at(id)}/email`, { address }),
  removeStaffEmail: (id: string) => ask<void>('DELETE', `/house/staff/${at(id)}/email`),
});

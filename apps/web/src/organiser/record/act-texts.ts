/**
 * What an act of staff means in words (STF-5). `what` is the name of an act in the house record; an
 * act that this screen does not know yet is shown by its name.
 */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Related acts, as the filter groups them. */
export interface ActGroup {
  readonly title: MessageDescriptor;
  readonly acts: Readonly<Record<string, MessageDescriptor>>;
}

export const actGroups: readonly ActGroup[] = [
  {
    title: msg`Reading`,
    acts: {
      'read-desk': msg`Read the calls for help, reports and appeals of a circle`,
      'read-circle-record': msg`Read the record of a circle`,
      'read-house-record': msg`Read this record`,
      'export-house-record': msg`Took this record away as a file`,
    },
  },
  {
    title: msg`Help, reports and appeals`,
    acts: {
      'take-alert': msg`Took on an alert: “I have it”`,
      'return-alert': msg`Gave an alert back`,
      'see-thread': msg`Marked a call for help or an appeal as seen`,
      'answer-thread': msg`Answered a call for help or an appeal`,
      'close-thread': msg`Closed a call for help or an appeal`,
      'set-report': msg`Changed the state of a report`,
    },
  },
  {
    title: msg`Circles`,
    acts: {
      'open-circle': msg`Opened a circle`,
      'list-circle': msg`Put a circle on the list`,
      'change-circle': msg`Changed a circle`,
      'settle-proposal': msg`Decided on a proposal for agreements`,
      'plan-meeting': msg`Planned a meeting`,
      'move-meeting': msg`Moved a meeting`,
      'cancel-meeting': msg`Cancelled a meeting`,
      'set-rhythm': msg`Set when a circle meets`,
      'end-rhythm': msg`Ended the rhythm of a circle`,
      'pause-circle': msg`Paused a circle`,
      'resume-circle': msg`Resumed a circle`,
      'end-circle': msg`Ended a circle`,
      'call-off-meeting': msg`Postponed or cancelled a meeting that nobody carried`,
      'make-link': msg`Made a link into a circle`,
      'revoke-link': msg`Revoked a link into a circle`,
      'enter-circle': msg`Went into a circle as its facilitator`,
      'name-stand-in': msg`Named a stand-in, or took that back`,
      'remove-facilitator': msg`Removed a facilitator from a circle`,
      'exclude-everywhere': msg`Excluded somebody from all circles`,
      'lift-exclusion': msg`Lifted an exclusion`,
    },
  },
  {
    title: msg`People`,
    acts: {
      'add-staff': msg`Added somebody to the staff`,
      'become-staff': msg`Became staff`,
      'change-staff': msg`Changed somebody’s name, roles or circles`,
      dismiss: msg`Removed somebody from the staff`,
      'unassign-circle': msg`Took a circle from somebody`,
      'order-on-call': msg`Changed the order of those on call`,
      'make-staff-link': msg`Made a one-time link for somebody`,
      'make-organiser-link': msg`Made a link for a new organiser`,
      'set-email': msg`Changed an e-mail address for alerts`,
      'make-staff-feed': msg`Made or renamed their calendar feed`,
      'revoke-staff-feed': msg`Ended their calendar feed`,
    },
  },
  {
    title: msg`Sign-in`,
    acts: {
      'sign-in': msg`Signed in`,
      recover: msg`Came back by a link for recovery`,
      'upgrade-staff': msg`Went on with a sign-in from before`,
      'sign-out-staff': msg`Signed a device out`,
      'sign-out-staff-everywhere': msg`Signed out on all devices`,
      'add-passkey': msg`Added a passkey`,
      'rename-passkey': msg`Renamed a passkey`,
      'remove-passkey': msg`Removed a passkey`,
      'prove-passkey': msg`Confirmed with their passkey`,
    },
  },
  {
    title: msg`Alerts and programs`,
    acts: {
      'set-up-channel': msg`Set up a way to be alerted`,
      'remove-channel': msg`Took away a way to be alerted`,
      'test-channel': msg`Tried a way to be alerted`,
      'subscribe-push': msg`Turned alerts on for a device`,
      'unsubscribe-push': msg`Turned alerts off for a device`,
      'make-key': msg`Made an API key`,
      'revoke-key': msg`Revoked an API key`,
    },
  },
];

const texts = new Map(actGroups.flatMap(({ acts }) => Object.entries(acts)));

/** Null for an act that this screen does not know. */
export const actText = (what: string): MessageDescriptor | null => texts.get(what) ?? null;

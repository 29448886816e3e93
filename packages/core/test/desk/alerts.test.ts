/** What of a desk is reported to the house, and until when a node is needed for it (ALR-1). */
import {
  alertIdOf,
  commandsForReport,
  deskAlertReport,
  mustReportDeskAlerts,
  type ReportedCause,
  reportKeys,
  desk as theDesk,
} from '@holdspace/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { ada, DeskFixture, fern, leaf, minute, moon, rowan } from '../fixtures/desk-fixture.ts';

let desk: DeskFixture;
beforeEach(() => {
  desk = new DeskFixture();
});

const report = () => deskAlertReport(desk.state);
const brief = () => report().map(({ cause, status }) => `${cause.kind} ${status}`);
const thread = () => desk.state.threads[0]?.id as never;
const passHelpAlert = () => {
  desk.now += minute;
  desk.when({ do: 'due', what: 'help-alert', thread: thread() });
};
const confirm = () => desk.when({ do: 'confirm-alerts', alerts: reportKeys(report()) });

describe('the report of a desk', () => {
  it('ALR-1 DSK-2 has help once it was unseen for helpAlert, and no care request or note', () => {
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'word' });
    desk.askAccepted(moon, { do: 'note', text: 'a note' });
    desk.askAccepted(rowan, { do: 'ask-help', kind: 'affected', text: 'x' });
    expect(brief()).toEqual([]);
    passHelpAlert();
    expect(brief()).toEqual(['help open']);
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'unsafe' });
    expect(brief()).toEqual(['unsafe open']);
    desk.askAccepted(fern, { do: 'see', thread: thread() });
    expect(brief()).toEqual(['unsafe seen']);
    desk.askAccepted(fern, { do: 'close-thread', thread: thread() });
    expect(brief()).toEqual([]);
  });

  it('ALR-1 DSK-7 is another cause when more is written after it was seen', () => {
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'unsafe' });
    passHelpAlert();
    const [first] = report() as [ReportedCause];
    desk.askAccepted(fern, { do: 'answer', thread: thread(), text: 'I am here.' });
    desk.askAccepted(leaf, { do: 'answer', thread: thread(), text: 'Still.' });
    expect(brief()).toEqual(['unsafe seen']);
    passHelpAlert();
    const [second] = report() as [ReportedCause];
    expect(second.status).toBe('open');
    expect(alertIdOf(second.cause)).not.toBe(alertIdOf(first.cause));
  });

  it('ALR-1 DSK-4 has reports about facilitators until they are closed', () => {
    desk.fileReport(leaf, { person: rowan.person, name: 'r', role: 'facilitator' });
    desk.fileReport(leaf, { person: moon.person, name: 'm', role: 'participant' });
    expect(brief()).toEqual(['report open']);
    const report = desk.state.reports[0]?.id as never;
    const set = (state: 'seen' | 'closed', outcome = '') =>
      desk.askAccepted(ada, { do: 'set-report', report, state, outcome });
    set('seen');
    expect(brief()).toEqual(['report open']);
    set('closed', 'We spoke.');
    expect(brief()).toEqual([]);
  });

  it('ALR-1 VOI-7 has an appeal until it is answered, and one more when its person appeals again', () => {
    const receipt = 'r_1' as never;
    desk.applyOldFact({
      ...{ type: 'ReceiptFiled', receipt, person: leaf.person, kind: 'mute', reason: 'pace' },
      ...{ by: rowan.person, at: desk.now },
    });
    desk.askAccepted(leaf, { do: 'appeal', receipt, text: 'Why?' });
    const [first] = report() as [ReportedCause];
    desk.askAccepted(fern, { do: 'see', thread: thread() });
    desk.askAccepted(leaf, { do: 'appeal', receipt, text: 'And when?' });
    expect(report()).toEqual([first]);
    desk.askAccepted(fern, { do: 'answer', thread: thread(), text: 'So.' });
    expect(brief()).toEqual([]);
    desk.askAccepted(leaf, { do: 'answer', thread: thread(), text: 'No.' });
    expect(brief()).toEqual(['appeal open']);
    expect(alertIdOf((report()[0] as ReportedCause).cause)).not.toBe(alertIdOf(first.cause));
  });

  it('ALR-5 needs a node until the house has confirmed the very report of now', () => {
    expect(mustReportDeskAlerts(desk.state)).toBe(false);
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'unsafe' });
    passHelpAlert();
    const before = desk.state;
    expect(mustReportDeskAlerts(before)).toBe(true);
    expect(theDesk.nextDeadline(before, before, desk.now)).toBe(desk.now);
    confirm();
    expect(confirm()).toEqual([]);
    expect(mustReportDeskAlerts(desk.state)).toBe(false);
    expect(theDesk.nextDeadline(before, desk.state, desk.now)).toBeGreaterThan(desk.now);
    desk.askAccepted(fern, { do: 'see', thread: thread() });
    expect(mustReportDeskAlerts(desk.state)).toBe(true);
  });

  it('ACC-1 is confirmed by the server alone', () => {
    expect(desk.ask(fern, { do: 'confirm-alerts', alerts: [] })).toEqual({ refused: 'not-here' });
  });

  it('ALR-1 says nothing to the house twice', () => {
    desk.askAccepted(leaf, { do: 'ask-help', kind: 'unsafe' });
    passHelpAlert();
    const circle = 'c_1' as never;
    const [raise, ...more] = commandsForReport(circle, report(), [], []);
    expect([raise?.do, more]).toEqual(['raise-alert', []]);
  });
});

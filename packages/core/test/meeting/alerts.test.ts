/** What of a meeting is reported to the house (ALR-1). */
import { meetingAlertReport, mustReportMeetingAlerts, reportKeys } from '@holdspace/core';
import {
  begunMeeting,
  type MeetingSimulation,
  meetingAtDoors,
  meetingStart,
} from '@holdspace/testkit';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/index.ts';

const { leadGrace, holdLimit, noShow, aftercare } = defaultSettings;
const brief = ({ state }: MeetingSimulation) =>
  meetingAlertReport(state).map(({ cause, status }) => `${cause.kind} ${status}`);
const confirm = (story: MeetingSimulation) =>
  story.ask('system', {
    do: 'confirm-alerts',
    alerts: reportKeys(meetingAlertReport(story.state)),
  });

describe('the report of a meeting', () => {
  it('ALR-1 FAC-2 has a hold without a facilitator, and not one that a facilitator asked for', () => {
    const story = begunMeeting();
    story.ask('rowan', { do: 'hold' });
    expect(brief(story)).toEqual([]);
    story.ask('rowan', { do: 'resume' });
    story.disconnect('rowan');
    expect(brief(story)).toEqual([]);
    story.wait(leadGrace + 1);
    expect(brief(story)).toEqual(['hold open']);
    expect(mustReportMeetingAlerts(story.state)).toBe(true);
    confirm(story);
    expect(mustReportMeetingAlerts(story.state)).toBe(false);
    expect(story.view('ada').onHold).toBe(true);
    story.reconnect('rowan');
    expect(brief(story)).toEqual([]);
    expect(mustReportMeetingAlerts(story.state)).toBe(true);
  });

  it('ALR-1 FAC-5 says that a hold is over when nobody came, also when nobody was told in time', () => {
    const story = begunMeeting();
    story.disconnect('rowan');
    story.wait(leadGrace + holdLimit + 1000);
    expect(story.view('ada').phase).toBe('aftercare');
    expect(brief(story)).toEqual(['hold over']);
    const told = begunMeeting();
    told.disconnect('rowan');
    told.wait(leadGrace + holdLimit + 1000);
    confirm(told);
    for (const each of [story, told]) each.wait(aftercare + 1000);
    // As in a ledger of before alerts: what is long past is raised by no update.
    expect(brief(story)).toEqual([]);
    expect(brief(told)).toEqual(['hold over']);
    expect(mustReportMeetingAlerts(told.state)).toBe(false);
  });

  it('ALR-1 FAC-6 has a meeting without a facilitator, anew when they come and go again', () => {
    const story = meetingAtDoors();
    story.disconnect('rowan');
    story.wait(meetingStart + noShow);
    expect(brief(story)).toEqual(['no-show open']);
    const first = meetingAlertReport(story.state)[0]?.cause.since;
    story.reconnect('rowan');
    expect(brief(story)).toEqual([]);
    story.disconnect('rowan');
    story.wait(leadGrace + 1000);
    expect(brief(story)).toEqual(['no-show open']);
    expect(meetingAlertReport(story.state)[0]?.cause.since).toBeGreaterThan(first ?? 0);
  });
});

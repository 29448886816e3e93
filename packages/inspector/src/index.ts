/** The meeting inspector: reads ledgers, shows them commit by commit, saves them as rehearsals. */

export { listMeetings, loadHistory, type MeetingHistory } from './history/meeting-history.ts';
export { startInspector } from './http/inspector-server.ts';
export { saveRehearsal } from './rehearsal/rehearsal-text.ts';
export { InspectionError } from './source/inspection-error.ts';
export { openSource } from './source/ledger-source.ts';

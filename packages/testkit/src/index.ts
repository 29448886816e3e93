/** What tests of the whole project are told with: decisions, stories, random meetings. */
export * from './gathering.ts';
export * from './given.ts';
export * from './meeting-generators.ts';
export * from './meeting-simulation.ts';
export * from './play-meeting.ts';
export * from './sample-command.ts';
export { SimulatedCircle } from './simulated-circle.ts';
export { SimulatedLedger } from './simulated-ledger.ts';

/** The test kit of the whole project: single decisions, simulated meetings, random meetings. */
export * from './gathering.ts';
export * from './given.ts';
export * from './meeting-generators.ts';
export * from './meeting-simulation.ts';
export * from './play-meeting.ts';
export * from './sample-command.ts';
export { SimulatedCircle } from './simulated-circle.ts';
export { SimulatedLedger } from './simulated-ledger.ts';

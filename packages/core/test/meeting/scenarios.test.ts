import { describe, it } from 'vitest';
import { scenarios } from './scenarios.ts';

describe('the scenarios that planted faults are found by', () => {
  it.for(Object.entries(scenarios))('%s', ([, scenario]) => scenario());
});

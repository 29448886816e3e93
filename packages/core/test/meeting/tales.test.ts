import { describe, it } from 'vitest';
import { tales } from './tales.ts';

describe('the tales that planted faults are found by', () => {
  it.for(Object.entries(tales))('%s', ([, tale]) => tale());
});

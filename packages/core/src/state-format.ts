/**
 * Names the states that the evolvers of this version lead to. A snapshot of a state is believed
 * only by a program with the same format. The second part is a digest of the states that random
 * meetings reach; the test that compares it says what to write here after a change.
 */
export const stateFormat = '1.lie9gLZxlSgR9qFN';

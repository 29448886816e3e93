/**
 * Names the states that the evolvers of this version lead to, and how a snapshot keeps them. A
 * snapshot of a state is believed only by a program with the same format. The first part counts the
 * layouts of a snapshot; the second is a digest of the states that random meetings and some weeks of
 * a circle reach, and the test that compares it says what to write here after a change.
 */
export const stateFormat = '2.u0AcnuexsAoJvFnj';

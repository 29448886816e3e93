/**
 * So long the harness waits for anything, in milliseconds. It ends a run that hangs and is no
 * promise: what takes a second takes half a minute where many processes share the machine.
 */
export const patience = 300_000;

/** Long work waits for this in between, so that circles do not wait for all of it. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

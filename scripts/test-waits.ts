/** How long a test waits for what must become true before it fails, in milliseconds. */
export const longestWait = 15_000;

import type { View } from '@holdspace/protocol';

/** The circle is on hold or in a quiet time: the paused card replaces the turn. */
export const isPaused = ({ phase, mode, onHold }: View): boolean =>
  (phase === 'opening' || phase === 'body' || phase === 'closing') && (onHold || mode === 'quiet');

/** A held silence, or a hold: the calm card stands where the turn would. */
import type { View } from '@holdspace/protocol';

export const isPaused = ({ phase, mode, onHold }: View): boolean =>
  (phase === 'opening' || phase === 'body' || phase === 'closing') && (onHold || mode === 'quiet');

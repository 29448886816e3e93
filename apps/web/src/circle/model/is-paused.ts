import type { CircleView } from './circle-view.ts';

/** The circle is on hold or in a quiet time: the paused card replaces the turn. */
export const isPaused = ({ phase, mode, onHold }: CircleView): boolean =>
  (phase === 'opening' || phase === 'body' || phase === 'closing') && (onHold || mode === 'quiet');

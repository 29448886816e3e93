import type { CircleView } from './circle-view.ts';

/** This participant has chosen to listen; facilitators always have a voice. */
export const isListening = ({ mine }: Pick<CircleView, 'mine'>): boolean =>
  mine.seat === 'listener' && mine.role === 'participant';

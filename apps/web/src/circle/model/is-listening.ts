import type { View } from '@holdspace/protocol';

/** This participant has chosen to listen; facilitators always have a voice. */
export const isListening = ({ mine }: Pick<View, 'mine'>): boolean =>
  mine.seat === 'listener' && mine.role === 'participant';

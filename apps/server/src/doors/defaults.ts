/**
 * What a circle begins with until its people choose their own: agreements, and a sheet of
 * support that holds in any country. An organisation replaces both.
 */
import type { Card } from '@holdspace/protocol';

export const defaultAgreements: readonly string[] = [
  'What is said here stays here. What you learn, you may take with you.',
  'We speak for ourselves, from our own lives.',
  'We listen without mending one another. Advice waits until somebody asks for it.',
  'Passing is always fine, and needs no reason.',
  'We look after ourselves: step out, rest, or ask for help at any moment.',
];

export const defaultSupport: Card['support'] = [
  {
    name: 'In danger right now',
    detail: 'Call the emergency number of the country you are in. In many countries it is 112.',
    contact: 'tel:112',
  },
  {
    name: 'Talk to somebody trained',
    detail:
      'Search for “helpline” and the name of your country. Most are free, many answer by text, day and night.',
  },
  {
    name: 'Somebody you trust',
    detail: 'Write three words to one person: “can you talk?”. You need not explain.',
  },
  {
    name: 'Come back to the ground',
    detail:
      'Both feet on the floor. Name five things you see, four you can touch, three you hear. Breathe out slowly, longer than in.',
  },
];

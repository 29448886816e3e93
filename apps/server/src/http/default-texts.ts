/**
 * What a circle begins with until its people choose their own: agreements, and a sheet of
 * support that holds in any country. An organisation replaces both.
 */
import type { NewClause } from '@holdspace/core';
import type { CircleCardBody } from '@holdspace/protocol';

export const defaultAgreements: readonly NewClause[] = [
  'What’s said here stays here. What you learn, you may take with you.',
  'We speak for ourselves, from our own lives.',
  'We listen without fixing one another. We give advice only when someone asks for it.',
  'Passing is always fine. You don’t need a reason.',
  {
    text: 'We look after ourselves: step out, rest or ask for help at any time.',
    safety: true,
  },
];

export const defaultSupport: CircleCardBody['support'] = [
  {
    name: 'In danger right now',
    detail: 'Call the emergency number where you are. In many countries it’s 112.',
    contact: 'tel:112',
  },
  {
    name: 'Talk to someone trained',
    detail:
      'Search for “helpline” and the name of your country. Most are free, and many answer by text, day and night.',
  },
  {
    name: 'Someone you trust',
    detail: 'Send someone three words: “Can you talk?” You don’t have to explain.',
  },
  {
    name: 'Calm down for a minute',
    detail:
      'Put both feet on the floor. Name five things you see, four you can touch, three you hear. Breathe out slowly, longer than in.',
  },
];

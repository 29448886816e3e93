/** Calls about kits. */
import { type RouteExamples, sample } from './route-example.ts';

const summary = {
  name: 'Check-in circle',
  language: 'en',
  author: 'The Holdspace project',
  mayUse: 'Anyone who has led a group before.',
  notFor: ['People in acute crisis.'],
  purpose: 'An hour each week to say how we are and to be heard.',
};

export const kitExamples: RouteExamples = {
  'GET /api/kits': { answer: [{ id: 'check-in', ...summary }] },
  'POST /api/kits/preview': {
    body: { kit: 'check-in' },
    answer: {
      ...summary,
      rhythm: { every: 'week', on: ['tu'], at: '19:00', minutes: 60 },
      piece: 'the lantern',
      order: { hands: 'first-come', facilitator: 'first' },
      resonances: ['I hear you', 'me too'],
      phases: {
        opening: {
          ...{ minutes: 10, mode: 'round', words: 'Welcome. It’s good that you’re here.' },
          prompts: ['One word for how you arrive today?'],
        },
      },
      agreements: [{ text: 'Passing is always fine.', safety: false }],
      shelf: [{ name: 'When a day is heavy', detail: 'Drink a glass of water.' }],
    },
  },
  'GET /api/circles/{circle}/kit': {
    params: { circle: sample.circle },
    answer: 'kit: 1\nname: Tuesday evenings\nlanguage: en\n',
  },
};

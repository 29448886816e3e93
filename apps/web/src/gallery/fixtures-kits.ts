/** Kits as the gallery shows them. */
import type { KitFault, KitPreview, KitSummary } from '@holdspace/protocol';

export const galleryKits: readonly KitSummary[] = [
  {
    ...{ id: 'check-in', name: 'Check-in circle', language: 'en', notFor: [] },
    purpose: 'For people who would like to say how they are, and be heard, once a week.',
  },
  {
    ...{ id: 'grief', name: 'Grief circle', language: 'en', notFor: [] },
    purpose:
      'For people who have lost somebody. We make room for grief, in each person’s own way and at each person’s own pace. Nobody has to be over anything.',
  },
];

export const galleryKit: KitPreview = {
  ...{ name: 'Grief circle', language: 'en', author: 'The Holdspace project' },
  purpose:
    'For people who have lost somebody. We make room for grief, in each person’s own way and at each person’s own pace.',
  mayUse: 'Two facilitators who lead together and who have time for each other afterwards.',
  notFor: ['The first days after a death.', 'Replacing therapy, pastoral care or a doctor.'],
  rhythm: { every: 'week', interval: 2, on: ['th'], at: '18:30', minutes: 90 },
  piece: 'the stone',
  resonances: ['I hear you', 'with you'],
  agreements: [
    { text: 'What is said here stays here.', safety: true },
    { text: 'We don’t compare losses.', safety: false },
  ],
  phases: {
    opening: {
      ...{
        minutes: 15,
        mode: 'round',
        words: 'Welcome. Each of us is here because somebody is missing.',
      },
      prompts: ['Who do you bring with you today? A name is enough.'],
    },
    closing: { words: 'Thank you for what you gave, and for listening.' },
  },
  shelf: [{ name: 'A page a day', detail: 'Three lines to them, whenever you like.' }],
};

export const galleryFaults: readonly KitFault[] = [
  {
    ...{ line: 7, column: 3 },
    message: 'Line 7, column 3: “evry” is no part of a rhythm. Did you mean “every”?',
  },
];

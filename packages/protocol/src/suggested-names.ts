/**
 * Suggested names: chosen at random by the screen, and by the server when the name that was
 * asked for is in use (VOI-11).
 */
export const firstNames = [
  'Quiet',
  'Amber',
  'Soft',
  'Little',
  'Gentle',
  'Early',
  'Evening',
  'Silver',
  'Green',
  'Open',
  'Slow',
  'Warm',
  'Calm',
  'Bright',
  'Winter',
  'Summer',
] as const;
export const secondNames = [
  'Heron',
  'Leaf',
  'Hill',
  'Moon',
  'River',
  'Stone',
  'Willow',
  'Wren',
  'Harbour',
  'Meadow',
  'Shell',
  'Lantern',
  'Maple',
  'Otter',
  'Cloud',
  'Fern',
  'Sparrow',
  'Orchard',
] as const;

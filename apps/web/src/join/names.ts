/** Kind names to come in under. Drawn here, so that no server ever suggests who one is. */
const first = [
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
const second = [
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

function drawn<T>(list: readonly [T, ...T[]]): T {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return list[number % list.length] ?? list[0];
}

/** A name other than the one before. */
export function anotherName(before = ''): string {
  const name = `${drawn(first)} ${drawn(second)}`;
  return name === before ? anotherName(before) : name;
}

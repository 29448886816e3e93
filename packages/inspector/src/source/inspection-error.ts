/** A reason why something cannot be inspected, as one plain sentence for the terminal. */
export class InspectionError extends Error {
  override name = 'InspectionError';
}

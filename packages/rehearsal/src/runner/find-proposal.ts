/** The proposal that a step names, among those that its reader sees (AGR-3). */
import type { ProposalBody } from '@holdspace/protocol';
import { NotThereError } from './meeting-finder.ts';

export async function findProposal(
  reader: { proposals(circle: string): Promise<readonly ProposalBody[]> },
  circle: string,
  reference: 'last' | number,
): Promise<ProposalBody> {
  const made = [...(await reader.proposals(circle))].sort((one, other) => one.at - other.at);
  const found = reference === 'last' ? made.at(-1) : made[reference - 1];
  if (found) return found;
  throw new NotThereError(`There are ${made.length} proposals.`);
}

/**
 * A digest of what happens in a simulation, in its order: each packet and answer that sets out, and
 * each commit. Two runs with the same digest are the same run.
 */
import { createHash } from 'node:crypto';

export class TraceDigest {
  readonly #hash = createHash('sha256');

  /** `kind`: where it happens; `text`: what. The moment is added. */
  add(kind: string, text: string): void {
    this.#hash.update(`${Date.now()} ${kind} ${text}\n`);
  }

  /** As hex; call it once, at the end. */
  end(): string {
    return this.#hash.digest('hex');
  }
}

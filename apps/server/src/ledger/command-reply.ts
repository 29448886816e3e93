/**
 * Where an answer goes. The hot path passes one object through all layers instead of a promise
 * for each. The first call counts; neither function throws.
 */
export interface CommandReply<Answer> {
  resolve(answer: Answer): void;
  /** The outcome is not known. */
  reject(fault: unknown): void;
}

/** For callers that wait by promise. */
export function promised<Answer>(work: (reply: CommandReply<Answer>) => void): Promise<Answer> {
  return new Promise((resolve, reject) => work({ resolve, reject }));
}

/** Answers with what a promise answers: for commands that are rare. */
export function replyWith<Answer>(answer: Promise<Answer>, reply: CommandReply<Answer>): void {
  answer.then(
    (given) => reply.resolve(given),
    (fault: unknown) => reply.reject(fault),
  );
}

/** Reads an event stream (`text/event-stream`) as it comes in: events of a name and JSON. */

export interface ServerSentEvent {
  readonly name: string;
  readonly data: unknown;
}

/** Takes text in pieces of any size; answers the events that are complete with it. */
export class EventStreamReader {
  #buffer = '';

  push(text: string): readonly ServerSentEvent[] {
    const blocks = (this.#buffer + text).replaceAll('\r\n', '\n').split('\n\n');
    this.#buffer = blocks.pop() ?? '';
    return blocks.flatMap((block) => parseEvent(block) ?? []);
  }
}

function parseEvent(block: string): ServerSentEvent | null {
  let name = '';
  let data = '';
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice('event: '.length);
    else if (line.startsWith('data: ')) data = line.slice('data: '.length);
  }
  if (name === '') return null;
  try {
    return { name, data: JSON.parse(data) };
  } catch {
    return null;
  }
}

/** Reads small files (a secret, a support sheet, a rehearsal) up to a maximum size. */
import { closeSync, openSync, readSync } from 'node:fs';

/** The file is larger than any valid one: a device, an endless pipe, the wrong file. */
export class FileTooLong extends Error {
  override name = 'FileTooLong';
}

/** Reads at most `most` bytes as UTF-8; throws FileTooLong where there are more. */
export function readSmallFile(path: string, most: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(most + 1);
    let length = 0;
    for (;;) {
      const read = readSync(file, bytes, length, bytes.length - length, null);
      length += read;
      if (length > most) throw new FileTooLong(`It holds more than ${most} bytes.`);
      if (read === 0) return bytes.toString('utf8', 0, length);
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Loads a part of the screens again when loading failed: when the network is back or after a
 * pause. With a bad connection a valid link must not end in an empty page (CON-1).
 */

/** Milliseconds between two tries. */
const retryDelay = 3000;

export async function retryLoad<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer);
          window.removeEventListener('online', end);
          resolve();
        };
        const timer = setTimeout(end, retryDelay);
        window.addEventListener('online', end);
      });
    }
  }
}

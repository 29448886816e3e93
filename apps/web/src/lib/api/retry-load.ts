/**
 * A part of the screens whose loading failed is loaded again, when the network is back or after a
 * while: on a bad line a good link must not end in an empty page (CON-1).
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

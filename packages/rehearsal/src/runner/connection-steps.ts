/** Steps that concern devices and connections; play-rehearsal.ts sends the commands. */

import type { ConnectionStep } from '../format/rehearsal.ts';
import type { Outcome, Player } from './player.ts';

export async function performConnectionStep(
  player: Player,
  { doing, device }: ConnectionStep,
): Promise<Outcome> {
  switch (doing) {
    case 'enter':
      return player.enter();
    case 'drop':
      player.drop(device);
      return 'ok';
    case 'reconnect':
      return player.reconnect(device);
    case 'second-device':
      return player.secondDevice();
    case 'hide-page':
    case 'show-page':
      return player.setPageHidden(doing === 'hide-page', device);
    case 'close-device':
      player.closeDevice(device);
      return 'ok';
    case 'close-tab':
      player.closeTab();
      return 'ok';
    case 'sign-out':
      return player.signOut(false, device);
    case 'sign-out-everywhere':
      return player.signOut(true, device);
    default:
      return doing satisfies never;
  }
}

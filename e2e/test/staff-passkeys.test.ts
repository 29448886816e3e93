/**
 * Staff with passkeys on three nodes, as the first weeks of a house go: the first organiser, a
 * second one by a link, a facilitator, a second device, a lost passkey, a recovery, a farewell.
 * Each time the one who loses something is at another node than the one who takes it.
 */
import { Nodes } from '@holdspace/cluster';
import { type Browser, expect, type Page, test } from '@playwright/test';
import {
  button,
  choose,
  circleName,
  isIn,
  openCircle,
  pressFor,
  pressSteady,
  shown,
  signIn,
} from './doing.ts';
import { type Device, People, type Person } from './fixtures.ts';
import { PasskeyDevice, underLocalhost } from './passkey-device.ts';

/** Somebody of the staff in one browser, at one node. */
interface StaffVisitor extends Person {
  readonly device: PasskeyDevice;
}

class ThreeNodeHouse {
  readonly #nodes: Nodes;
  readonly #people: readonly People[];

  constructor(nodes: Nodes, browser: Browser) {
    this.#nodes = nodes;
    this.#people = nodes.members.map(
      ({ url }) => new People(browser, { url: underLocalhost(url) }),
    );
  }

  static async open(browser: Browser): Promise<ThreeNodeHouse> {
    const env = { HOLDSPACE_LOG: 'error' };
    return new ThreeNodeHouse(
      await Nodes.start({ store: 'redis', count: 3, node: { env } }),
      browser,
    );
  }

  get organiserLink(): string {
    return underLocalhost(this.#nodes.organiserLink);
  }

  /** A link that another node made, at this node. */
  at(node: number, link: string): string {
    return `${underLocalhost(this.#nodes.member(node).url)}${new URL(link).pathname}${new URL(link).hash}`;
  }

  async arrive(name: string, node: number, device?: Device): Promise<StaffVisitor> {
    const people = this.#people[node - 1];
    if (!people) throw new Error(`There is no node ${node}.`);
    const person = await people.arrive(name, device);
    return { ...person, device: await PasskeyDevice.behind(person.page) };
  }

  async close(): Promise<void> {
    for (const people of this.#people) await people.goHome();
    await this.#nodes.stop();
    expect(this.#people.flatMap(({ complaints }) => complaints)).toEqual([]);
  }
}

/** In the first steps; a device has one passkey of a person, and a new one takes its place. */
async function makePasskey({ page, device }: StaffVisitor): Promise<void> {
  const make = button(page, 'Make a passkey on this device');
  await pressSteady(make);
  await expect(make).toBeHidden();
  expect(await device.count()).toBe(1);
}

async function signInByPasskey({ page }: StaffVisitor): Promise<void> {
  await page.goto('/o');
  await pressSteady(button(page, 'Sign in with your passkey'));
}

/** Adds somebody at the page of staff; returns their link. */
async function addStaff(page: Page, name: string, options: readonly string[]): Promise<string> {
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await pressFor(button(page, 'Add somebody'), page.getByRole('textbox', { name: 'Name' }));
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  for (const option of options) await choose(page.getByRole('checkbox', { name: option }));
  const link = page.getByLabel('One-time link', { exact: true });
  await pressFor(button(page, 'Add, and make their link'), link);
  const made = await link.inputValue();
  await pressSteady(button(page, 'Done'));
  await expect(link).toBeHidden();
  return made;
}

/** Opens what can be changed about somebody. */
async function openStaffMember(page: Page, name: string): Promise<void> {
  await page.goto('/o/people');
  await pressFor(
    page.getByRole('button', { name: `Change ${name}` }),
    page.getByRole('button', { name: `Close ${name}` }),
  );
}

/** For the first time: the agreements come first. */
async function enterCircle({ page }: StaffVisitor): Promise<void> {
  await page.goto('/o');
  const agreed = page.getByRole('checkbox', { name: 'I’ll keep what is agreed here' });
  await pressFor(page.getByRole('button', { name: /^Enter the circle/ }), agreed);
  await choose(agreed);
  await pressSteady(button(page, 'Come in'));
  await isIn(page);
}

async function enterCircleAgain({ page }: StaffVisitor): Promise<void> {
  await page.goto('/o');
  await pressSteady(page.getByRole('button', { name: /^Enter the circle/ }));
  await isIn(page);
}

/** What was open has closed by itself, and the next request finds nobody signed in. */
async function isOut({ page }: StaffVisitor): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: circleName })).toBeHidden();
  await page.goto('/o');
  await expect(button(page, 'Sign in with your passkey')).toBeVisible();
}

test('STF-3 passkeys, recovery and removal on three nodes take effect on every one at once', async ({
  browser,
}) => {
  const house = await ThreeNodeHouse.open(browser);
  try {
    const ada = await house.arrive('Ada', 1, 'phone');
    await signIn(ada.page, house.organiserLink);
    await ada.page.getByLabel('What others among the staff call you').fill('Ada');
    await pressSteady(button(ada.page, 'Save name'));
    await makePasskey(ada);
    await openCircle(ada.page);
    await button(ada.page, 'Done').click();

    const ben = await house.arrive('Ben', 2);
    const benLink = await addStaff(ada.page, 'Ben', ['Organiser']);
    await signIn(ben.page, house.at(2, benLink));
    await makePasskey(ben);

    const cleo = await house.arrive('Cleo', 3);
    const cleoLink = await addStaff(ben.page, 'Cleo', [circleName]);
    await signIn(cleo.page, house.at(3, cleoLink));
    await enterCircle(cleo);

    // Ada leads this circle too, on a second device that has her passkey.
    await openStaffMember(ben.page, 'Ada');
    await choose(ben.page.getByRole('checkbox', { name: 'Facilitator' }));
    await choose(ben.page.getByRole('checkbox', { name: circleName }));
    await pressFor(button(ben.page, 'Save'), button(ben.page, 'Change Ada'));
    const tablet = await house.arrive('Ada on a tablet', 3);
    await tablet.device.syncFrom(ada.device);
    await signInByPasskey(tablet);
    await expect(tablet.page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
    await enterCircle(tablet);

    // The passkey is removed at node 1: what it began ends at node 3.
    await ada.page.goto('/o/me');
    await pressFor(
      ada.page.getByRole('button', { name: /^Remove…/ }),
      button(ada.page, 'Remove passkey'),
    );
    await pressSteady(button(ada.page, 'Remove passkey'));
    await isOut(tablet);
    await signInByPasskey(tablet);
    await expect(shown(tablet.page, 'This passkey didn’t work here.')).toBeVisible();

    // Recovery by a link of the other organiser; the first device is told.
    await openStaffMember(ben.page, 'Ada');
    const link = ben.page.getByLabel('One-time link', { exact: true });
    await pressFor(ben.page.getByRole('button', { name: /^Make a one-time link/ }), link);
    await signIn(tablet.page, house.at(3, await link.inputValue()));
    await expect(shown(tablet.page, 'You came in by a link for recovery')).toBeVisible();
    await makePasskey(tablet);
    await ada.page.goto('/o');
    await expect(shown(ada.page, 'Another device came in as you')).toBeVisible();
    await enterCircleAgain(tablet);

    // The first organiser is removed at node 2, while she is at nodes 1 and 3.
    await removeStaff(ben.page, 'Ada');
    await isOut(tablet);
    await isOut(ada);
    await isIn(cleo.page);
    await removeStaff(ben.page, 'Cleo');
    await isOut(cleo);
    await ben.page.goto('/o/people');
    await expect(shown(ben.page, 'You’re the only organiser.')).toBeVisible();
  } finally {
    await house.close();
  }
});

async function removeStaff(page: Page, name: string): Promise<void> {
  await openStaffMember(page, name);
  const confirm = button(page, 'Remove from the staff');
  await pressFor(page.getByRole('button', { name: /^Remove…/ }), confirm);
  await pressSteady(confirm);
  await expect(page.getByRole('button', { name: `Close ${name}` })).toBeHidden();
}

import { test } from './fixtures.ts';
import { button } from './doing.ts';
const out = '/tmp/links-pics';
const names = { short: 'Tuesday evening circle', long: 'An evening for people who look after somebody in the family' };
const sizes = [[320,568],[390,664],[390,844],[1280,800]] as const;
for (const [key, name] of Object.entries(names)) {
  test('look at join ' + key, async ({ people, company }) => {
  test.setTimeout(300_000);
    const circle = await company.circle({ admit: key === 'short' ? 'facilitator' : 'everyone', seats: key === 'short' ? 8 : 1 }, 75, { name, purpose: 'For people who look after somebody, and would like to be heard for an hour.' });
    await company.arrive(circle.facilitator, 'North Star');
    if (key === 'long') { await company.arrive(circle.invitation, 'Amber Leaf'); }
    for (const [width, height] of sizes) for (const scheme of ['light','dark'] as const) {
      const p = await people.arrive('x', 'phone', { viewport: { width, height }, isMobile: width < 500, hasTouch: width < 500, colorScheme: scheme });
      await p.page.goto(circle.invitation);
      await button(p.page, 'Open my invitation').click();
      await p.page.getByLabel('What should we call you here?').waitFor();
      await p.page.waitForTimeout(300);
      await p.page.screenshot({ path: `${out}/join-${key}-${width}x${height}-${scheme}.png` });
      if (scheme === 'light') { await p.page.goto('/'); await p.page.waitForTimeout(400); await p.page.screenshot({ path: `${out}/home-${key}-${width}x${height}.png` }); }
      await p.page.context().close();
    }
  });
}

/** The page that shows the HTTP interface: whole, from this server alone, without a fault. */
import { expect, test } from './fixtures.ts';

test('the HTTP interface is shown with its examples, and nothing comes from elsewhere', async ({
  people,
}, info) => {
  const { page } = await people.arrive('engineer');
  const policies = new Set<string>();
  page.on('response', (response) => {
    policies.add(response.headers()['content-security-policy'] ?? 'none');
  });
  for (const address of ['/api/docs', '/api/docs/']) {
    await page.goto(address);
    await expect(page).toHaveTitle('HTTP interface of Holdspace');
    const call = page.locator('.opblock-get', { has: page.locator('[data-path="/api/circles"]') });
    await expect(call).toBeVisible();
    await call.locator('.opblock-summary-control').click();
    await expect(call.getByText('Tuesday evenings').first()).toBeVisible();
    await expect(call.getByText('404: it does not exist').first()).toBeAttached();
    await expect(call.getByRole('button', { name: 'Try it out' })).toBeVisible();
  }
  const change = page.locator('.opblock-post', {
    has: page.locator('[data-path="/api/circles/{circle}/meetings"]'),
  });
  await change.locator('.opblock-summary-control').click();
  await expect(change.getByText('2027-03-11T19:00:00+01:00')).toBeVisible();
  await expect(change.getByRole('button', { name: 'Try it out' })).toHaveCount(0);
  await page.screenshot({ path: info.outputPath('api-docs.png') });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: info.outputPath('api-docs-phone.png') });
  await page.waitForLoadState('networkidle');
  expect([...policies]).toEqual([
    expect.stringContaining("default-src 'none'; script-src 'self';"),
  ]);
});

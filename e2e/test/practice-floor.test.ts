/**
 * The rarer floor modes on the screens of participants: the piece in the centre, replies after a
 * turn, quiet time, and a circle without a facilitator for a while.
 */
import { button, composer, enter, message, pressSteady, say, trySend } from './doing.ts';
import { expect, test } from './fixtures.ts';

test('a circle uses centre, responses, quiet and hold, and a stand-in facilitates', async ({
  people,
  company,
}) => {
  const circle = await company.circle({
    admit: 'everyone',
    offer: '5m',
    responses: '5m',
    leadGrace: '1s',
    holdLimit: '10m',
  });
  const lead = await company.arrive(circle.facilitator, 'North Star');
  const amber = await people.arrive('Amber Leaf');
  const heron = await people.arrive('Quiet Heron', 'phone');
  for (const person of [amber, heron]) {
    await enter(person, circle.invitation);
    await button(person.page, 'Not now').click();
  }
  const amberId = await lead.idOf(amber.name);
  const heronId = await lead.idOf(heron.name);
  const both = [amber.page, heron.page];
  const state = (page: typeof amber.page, words: string | RegExp) =>
    expect(page.getByRole('main').getByText(words).first()).toBeVisible();
  await lead.act({ do: 'begin' });
  await lead.act({ do: 'set-phase', phase: 'body' });

  await test.step('FLR-3 the piece lies in the centre; the person who takes it has the floor', async () => {
    await lead.act({ do: 'set-floor', mode: 'centre' });
    for (const page of both) await state(page, /is in the centre. Take it if you’d like to speak/);
    await composer(heron.page).fill('I would like to begin');
    await trySend(heron.page);
    await state(heron.page, 'Take the piece first, then you can send. Your draft is saved.');
    await pressSteady(button(amber.page, 'Take it'));
    await expect(button(heron.page, 'Take it')).toHaveCount(0);
    await say(amber.page, 'The garden is coming back.');
    await button(heron.page, 'Raise your hand').click();
    await button(amber.page, 'Done').click();
    // Not twice in a row while another’s hand is up.
    await state(amber.page, /You had it last and someone else would like it/);
    await expect(button(amber.page, 'Take it')).toHaveCount(0);
    await pressSteady(button(heron.page, 'Take it'));
    await button(heron.page, 'Done').click();
    // Done asks about an unsent text, which stays with its writer.
    await pressSteady(button(heron.page, 'Finish without sending'));
    await expect(composer(heron.page)).toHaveValue('I would like to begin');
    await composer(heron.page).fill('');
  });

  await test.step('TRN-4 a reply saved during a turn is offered when replies are asked for', async () => {
    const order = [heronId, amberId];
    await lead.act({ do: 'start-round', prompt: 'What would help you now?', order });
    await pressSteady(button(heron.page, 'I’d like to share'));
    await heron.page
      .getByLabel('What you’d like from the others afterwards')
      .selectOption({ label: 'Ideas are welcome' });
    await say(heron.page, 'How do you sleep, when you cannot?');
    await state(amber.page, /ideas are welcome after the turn/);
    await composer(amber.page).fill('A warm bath, and no clock in the room.');
    await button(amber.page, 'Keep this for afterwards').click();
    await expect(composer(amber.page)).toHaveValue('');
    await state(amber.page, /^Saved for after Quiet Heron’s turn. Only you can see it/);
    await expect(message(heron.page, 'A warm bath')).toHaveCount(0);
    await button(heron.page, 'Done').click();
    await state(amber.page, /asks for ideas: one reply each. It ends by itself around/);
    await state(heron.page, /The others can reply to you now, one reply each/);
    await pressSteady(button(amber.page, 'Send it now'));
    await expect(message(heron.page, 'A warm bath')).toBeVisible();
    // Everyone has answered, so the round continues by itself.
    await expect(button(amber.page, 'I’d like to share')).toBeVisible();
  });

  await test.step('FLR-2 a quiet time ends by itself in the mode before it', async () => {
    // Long enough for all that is done in it.
    await lead.act({ do: 'set-floor', mode: 'quiet', seconds: 20 });
    for (const page of both) {
      await expect(page.getByRole('heading', { level: 2, name: 'A quiet time' })).toBeVisible();
      await state(page, /We’re together without words until .* It ends by itself/);
    }
    await composer(heron.page).fill('One more thing');
    await trySend(heron.page);
    await state(heron.page, 'It’s a quiet time. Your draft is saved until it ends.');
    for (const page of both) {
      await expect(page.getByRole('heading', { level: 2, name: 'A quiet time' })).toBeHidden();
    }
    await expect(composer(heron.page)).toHaveValue('One more thing');
    await expect(button(amber.page, 'I’d like to share')).toBeVisible();
  });

  await test.step('FAC-2 without a facilitator the holder finishes, then the circle rests', async () => {
    await pressSteady(button(amber.page, 'I’d like to share'));
    await circle.organiser.nameStandIn(circle.id, heronId, true);
    lead.drop();
    await say(amber.page, 'I will sleep at my sister’s.');
    await button(amber.page, 'Done').click();
    for (const page of both) {
      await expect(
        page.getByRole('heading', { level: 2, name: 'We’re pausing for a moment' }),
      ).toBeVisible();
      await state(page, /^No facilitator is connected right now/);
      await state(page, 'Your draft, raised hands and the order are all saved.');
    }
    await expect(button(amber.page, 'Take over for now')).toHaveCount(0);
    await button(amber.page, 'Get support now').click();
    await expect(amber.page.getByRole('dialog', { name: 'Support' })).toBeVisible();
    await amber.page.keyboard.press('Escape');
  });

  await test.step('FAC-3 a stand-in who was named before facilitates, and the meeting goes on', async () => {
    await state(heron.page, 'You’re a stand-in. You don’t have to take over; it’s your choice.');
    await pressSteady(button(heron.page, 'Take over for now'));
    await button(heron.page, /^Lead/).click();
    await heron.page.getByRole('tab', { name: 'Floor' }).click();
    await pressSteady(button(heron.page, 'Continue where we were'));
    await heron.page.keyboard.press('Escape');
    await expect(
      amber.page.getByRole('heading', { level: 2, name: 'We’re pausing for a moment' }),
    ).toBeHidden();
    // A previous lead who returns does not get the lead back.
    lead.reconnect();
    await lead.sees((view) => view.lead === heronId && view.mine.here);
  });
});

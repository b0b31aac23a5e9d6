// The custody log in a real browser: an auditor looks through it, seeks in it, has a chain checked, saves it and sees a broken one; then axe over it, light and dark, narrow and wide.
// After what all walks get: PICTURES FOLDER-FOR-CUSTODY.JSON CASE BROKEN-CASE OPERATOR
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atTheGate, consoleUrl, end, id, members, modules, must, open, passphrase, said, shot } from './browser.mjs';

const [saved, whole, broken, operatorId] = process.argv.slice(-4);
const asked = [];

async function enterMembers(name, path, options, english = false) {
  const page = await open(`${consoleUrl}members/${path}`, options);
  page.on('request', (one) => asked.push(new URL(one.url()).pathname));
  if (english) await page.locator('.corner button').click();
  await id(page, 'sign-in-file').setInputFiles(join(members, `${name}.age`));
  await id(page, 'sign-in-passphrase').fill(passphrase);
  await id(page, 'sign-in').click();
  await id(page, 'lock').waitFor();
  return page;
}

const rows = (page, more = '') => page.locator(`[data-testid=custody-row]${more}`);

const page = await enterMembers('auditor', '', { viewport: { width: 1280, height: 800 } });
await rows(page).first().waitFor();
must((await rows(page).count()) === 100, 'a page shows a hundred acts');
must((await rows(page, '[data-act=opened]').first().textContent()).includes('Зразок: операторка'), 'an act names its member');
await shot(page, 'custody-all');
await id(page, 'custody-older').click();
await rows(page).nth(100).waitFor();
await id(page, 'custody-older').waitFor({ state: 'detached' });
const shown = await rows(page).evaluateAll((all) => all.map((one) => one.textContent));
must(shown.length === 127, `every act stands there once, not ${shown.length}`);
said('an auditor reads the log of all cases');

await id(page, 'custody-act').selectOption('born');
await id(page, 'custody-show').click();
await id(page, 'custody-count').filter({ hasText: /^Записів: 3$/ }).waitFor();
must((await rows(page, ':not([data-act=born])').count()) === 0, 'only that act');
await id(page, 'custody-act').selectOption('');
await id(page, 'custody-by').selectOption(operatorId);
await id(page, 'custody-case').fill(` ${whole.toLowerCase()} `);
await id(page, 'custody-show').click();
await id(page, 'custody-count').filter({ hasText: /^Записів: 100$/ }).waitFor();
must((await rows(page, `:not([data-chain="${whole}"])`).count()) === 0, 'only that case');
await id(page, 'custody-case').fill('odd');
must(await id(page, 'custody-show').isDisabled(), 'what is no case number is not sent');
await id(page, 'custody-case').fill('');
await id(page, 'custody-by').selectOption('');
await id(page, 'custody-to').fill('2001-01-01');
await id(page, 'custody-show').click();
await id(page, 'custody-count').filter({ hasText: 'Таких записів немає' }).waitFor();
await id(page, 'custody-from').fill('2001-01-02');
await id(page, 'custody-backwards').waitFor();
must(await id(page, 'custody-show').isDisabled(), 'days that are the wrong way round are not sought');
await id(page, 'custody-to').fill('');
await id(page, 'custody-from').fill('2001-01-01');
await id(page, 'custody-act').selectOption('enqueued');
await id(page, 'custody-show').click();
await id(page, 'custody-count').filter({ hasText: /^Записів: 3$/ }).waitFor();
said('it is sought by act, member, case and day');

await rows(page, `[data-chain="${whole}"]`).getByTestId('custody-open').click();
await page.locator('[data-testid=custody-verdict][data-holds=true]').filter({ hasText: 'Ланцюг цілий' }).waitFor();
await shot(page, 'custody-holds');
const [download] = await Promise.all([page.waitForEvent('download'), id(page, 'custody-save').click()]);
must(download.suggestedFilename() === 'custody.json', 'it is saved as custody.json');
await download.saveAs(join(saved, 'custody.json'));
said('a chain is checked in the browser and saved');

await id(page, 'custody-back').click();
await rows(page, `[data-chain="${broken}"]`).getByTestId('custody-open').click();
await page.locator('[data-testid=custody-verdict][data-holds=false]').filter({ hasText: 'Ланцюг порушено' }).filter({ hasText: 'Запис 2' }).waitFor();
await shot(page, 'custody-broken');
said('a chain that was changed in the database is called broken');

must(!asked.some((path) => /^\/api\/(cases|entries|events|questionnaire)/.test(path)), `nothing of a case is asked for: ${asked.join(' ')}`);
const status = (one, path) => one.evaluate(async (what) => (await fetch(what)).status, path);
must((await status(page, `/api/cases/${whole}`)) === 403 && (await status(page, '/api/cases?view=closed')) === 403, 'the server shows an auditor no case');
const operator = await enterMembers('operator-1', '#custody', { viewport: { width: 1280, height: 800 } });
await id(operator, 'chat-state').waitFor();
must((await rows(operator).count()) === 0 && (await status(operator, '/api/custody')) === 403, 'an operator has no log');
const lead = await enterMembers('lead', '', { viewport: { width: 1280, height: 800 } });
await id(lead, 'to-custody').click();
await rows(lead).first().waitFor();
const desk = [];
for (const [name, options] of [['custody-console', { viewport: { width: 1280, height: 800 } }], ['custody-console-narrow-dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }]]) {
  const gate = await atTheGate('auditor', options);
  gate.on('request', (one) => desk.push(new URL(one.url()).pathname));
  await id(gate, 'sign-in').click();
  await id(gate, 'no-queue').getByRole('link').waitFor();
  must((await gate.locator('[data-testid^=view-], main [role=alert]').count()) === 0, 'the console shows an auditor no queue and no fault');
  await shot(gate, name);
  await id(gate, 'my-passkeys').click();
  await id(gate, 'to-custody').waitFor();
}
must(!desk.includes('/api/cases'), 'nor does it ask for one');
said('others have what is theirs and no more');

const axe = readFileSync(join(modules, 'axe-core', 'axe.min.js'), 'utf8');
const faults = [];
for (const [name, options, english] of [['uk-light', { viewport: { width: 1280, height: 800 } }, false], ['en-dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }, true], ['uk-narrow', { viewport: { width: 320, height: 640 } }, false], ['uk-dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }, false]]) {
  const one = await enterMembers('auditor', '#custody', { reducedMotion: 'reduce', ...options }, english);
  await rows(one).first().waitFor();
  const check = async (step) => {
    await one.evaluate(axe);
    const { violations } = await one.evaluate(() => window.axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
    }));
    for (const fault of violations) faults.push(`${name} ${step}: ${fault.id}: ${fault.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
    const over = await one.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) faults.push(`${name} ${step}: ${over} px wider than the screen`);
    await shot(one, `custody-${name}-${step}`);
  };
  await check('log');
  await id(one, 'custody-act').selectOption('enqueued');
  await id(one, 'custody-show').click();
  await rows(one, '[data-act=enqueued]').nth(2).waitFor();
  for (const [step, number] of [['whole', whole], ['broken', broken]]) {
    await rows(one, `[data-chain="${number}"]`).first().getByTestId('custody-open').click();
    await id(one, 'custody-verdict').waitFor();
    await check(step);
    await id(one, 'custody-back').click();
    await rows(one).first().waitFor();
  }
  await one.close();
}
must(faults.length === 0, faults.join('\n'));
said('axe finds nothing');
await end();

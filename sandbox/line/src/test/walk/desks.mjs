// A lead opens a second desk; a case goes there by transfer and another by its language, and the first desk reads neither; somebody leaves the desk and its key changes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chatUrl, consoleUrl, end, id, members, modules, must, open, passphrase, said, shot, signIn } from './browser.mjs';

async function enterMembers(name, options = { viewport: { width: 1280, height: 900 } }, english = false) {
  const page = await open(`${consoleUrl}members/`, options);
  if (english) await page.locator('.corner button').click();
  await id(page, 'sign-in-file').setInputFiles(join(members, `${name}.age`));
  await id(page, 'sign-in-passphrase').fill(passphrase);
  await id(page, 'sign-in').click();
  await id(page, 'lock').waitFor();
  await id(page, 'desk-main').waitFor();
  return page;
}
const rows = (page) => page.locator('[data-testid^=row-]');
const numberOf = (row) => row.getAttribute('data-testid').then((name) => name.slice('row-'.length));

const lead = await enterMembers('lead');
await id(lead, 'desk-form-new').click();
must(await id(lead, 'propose-desk-new').isDisabled(), 'a desk without a name is not proposed');
await id(lead, 'desk-name').fill('Південь');
must(await id(lead, 'propose-desk-new').isDisabled(), 'nor one with a name that will not do');
await id(lead, 'desk-name').fill('main');
must(await id(lead, 'propose-desk-new').isDisabled(), 'nor one that is there');
await id(lead, 'desk-name').fill('south');
await id(lead, 'desk-new-en').check();
const form = lead.locator('details', { has: id(lead, 'desk-form-new') });
const leader = form.getByLabel('Зразок: керівниця');
must(await leader.isChecked(), 'a lead has the key of each desk unless somebody decides otherwise');
await leader.uncheck();
must(await id(lead, 'propose-desk-new').isDisabled(), 'a desk without a lead is not proposed');
await leader.check();
await form.getByLabel('Зразок: операторка 2').check();
await shot(lead, 'desks-new');
await id(lead, 'propose-desk-new').click();
await id(lead, 'desk-south').filter({ hasText: 'англійська' }).filter({ hasText: 'операторка 2' }).waitFor();
await shot(lead, 'desks-opened');
said('a lead opens a second desk');

const first = await signIn('operator-1');
await rows(first).first().waitFor();
const number = await numberOf(rows(first).first());
await rows(first).first().click();
await id(first, 'claim').click();
await id(first, 'hand-over').click();
await id(first, 'transfer').locator('summary').click();
await shot(first, 'desks-transfer');
await id(first, 'transfer-confirm').click();
await id(first, 'notice').filter({ hasText: number }).waitFor();
await id(first, `row-${number}`).waitFor({ state: 'detached' });
await shot(first, 'desks-transferred');
const second = await signIn('operator-2');
await id(second, `row-${number}`).click();
await id(second, 'claim').click();
await second.locator('blockquote').first().waitFor();
await shot(second, 'desks-read-there');
await id(second, 'tab-history').click();
await second.locator('.history li').filter({ hasText: 'іншому столу' }).waitFor();
const refused = await first.evaluate(async (one) => (await fetch(`/api/cases/${one}`)).status, number);
must(refused === 403, `the desk that it left cannot open it any more: ${refused}`);
said('a transferred case is read at the other desk and no more at the first');

const chat = await open(chatUrl, { viewport: { width: 360, height: 760 } });
const button = (choice) => chat.locator(`[data-testid=inline-button][data-data$=":${choice}"]`).last();
await id(chat, 'start').or(id(chat, 'composer')).first().waitFor();
if (!(await id(chat, 'start').isVisible())) await id(chat, 'person-add').click();
await id(chat, 'start').click();
for (const choice of ['en', 'yes', 'danger']) await button(choice).click();
await button('back').waitFor();
await id(chat, 'composer').fill('Sample: the child is moved tomorrow');
await id(chat, 'send').click();
await id(second, 'fresh').click();
await rows(second).filter({ hasText: /небезпека · en/ }).first().waitFor();
const inEnglish = (page) => page.evaluate(async () => (await (await fetch('/api/cases?view=waiting')).json()).rows.filter((row) => row.language === 'en' && row.urgency === 'now' && row.type === 'danger').length);
must((await inEnglish(second)) === 1, 'the desk of its language sees it, and its type');
await first.waitForTimeout(1500);
must((await inEnglish(first)) === 0, 'the first desk does not see what is written in its language');
said('a conversation goes to the desk of its language');

await id(lead, 'desk-form-south').click();
await lead.locator('details', { has: id(lead, 'desk-form-south') }).getByLabel('Зразок: операторка 2').uncheck();
await shot(lead, 'desks-leaving');
let withheld = 0;
await lead.route('**/api/roster', async (route) => {
  const answer = await route.fetch();
  const served = await answer.json();
  const without = served.epochs.filter((one) => one.desk !== 'south' || one.epoch < 2);
  if (withheld > 0 || without.length === served.epochs.length) return route.fulfill({ response: answer });
  withheld += 1;
  return route.fulfill({ response: answer, json: { ...served, epochs: without } });
});
await id(lead, 'propose-desk-south').click();
await id(lead, 'desk-south').filter({ hasText: 'ключ № 2' }).waitFor();
await id(lead, 'sealing-south').and(lead.locator('[data-left="0"]')).waitFor();
must(withheld === 1, 'a key that comes a moment after its roster is taken with the next look');
await lead.unroute('**/api/roster');
await shot(lead, 'desks-left');
must((await second.evaluate(async () => (await (await fetch('/api/cases?view=waiting')).json()).rows.length)) > 0, 'whoever left one desk works on at the other');
must((await second.evaluate(async (one) => (await (await fetch('/api/cases?view=waiting')).json()).rows.some((row) => row.number === one), number)) === false, 'and sees the other no more');
said('whoever leaves a desk has no part in its next key');

const axe = readFileSync(join(modules, 'axe-core', 'axe.min.js'), 'utf8');
const faults = [];
for (const [name, options, english] of [['uk-light', { viewport: { width: 1280, height: 900 } }, false], ['en-dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }, true], ['uk-narrow', { viewport: { width: 320, height: 640 } }, false], ['uk-dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, false]]) {
  const page = await enterMembers('lead', { reducedMotion: 'reduce', ...options }, english);
  await id(page, 'desk-form-new').click();
  await id(page, 'desk-name').fill('west');
  await id(page, 'desk-form-south').click();
  await id(page, 'desk-south').scrollIntoViewIfNeeded();
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
  }));
  for (const fault of violations) faults.push(`${name}: ${fault.id}: ${fault.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) faults.push(`${name}: ${over} px wider than the screen`);
  await shot(page, `desks-${name}`);
  await page.close();
}
must(faults.length === 0, faults.join('\n'));
said('axe finds nothing');
await end();

// axe-core over every screen of the console, light in Ukrainian and dark in English, wide and narrow: no violation, and contrast of at least 7.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atTheGate, end, enter, id, modules, must, said, shot } from './browser.mjs';

const axe = readFileSync(join(modules, 'axe-core', 'axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const faults = [];

async function check(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => window.axe.run(document, {
    iframes: false, runOnly: { type: 'tag', values: tags }, rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
  }), TAGS);
  for (const one of violations) faults.push(`${name}: ${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.any.map((why) => why.message).join('; ')}`).join(' | ')}`);
  await shot(page, `access-${name}`);
}

async function dialog(page, opener, name) {
  await opener.click();
  await page.locator('dialog[open]').waitFor();
  await check(page, name);
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
}

async function more(page) {
  const fold = page.locator('details.more > summary');
  if (await fold.isVisible()) await fold.click();
}

async function round(name, options, english) {
  const page = await atTheGate('operator-1', { reducedMotion: 'reduce', ...options });
  if (english) await page.locator('.corner button').click();
  await check(page, `${name}-sign-in`);
  await id(page, 'sign-in-passphrase').fill('wrong');
  await id(page, 'sign-in').click();
  await id(page, 'sign-in-fault').waitFor();
  await check(page, `${name}-sign-in-fault`);
  await id(page, 'sign-in-passphrase').fill(process.argv[6]);
  await enter(page);
  await page.locator('[data-testid^=row-]').first().waitFor();
  await check(page, `${name}-queue`);
  if (await page.locator('.bar .keys').isVisible()) await dialog(page, page.locator('.bar .keys'), `${name}-keys`);
  await page.locator('[data-testid^=row-]').first().click();
  await id(page, 'claim').waitFor();
  await check(page, `${name}-unclaimed`);
  await id(page, 'claim').click();
  await id(page, 'case-open').waitFor();
  for (const tab of ['report', 'thread', 'notes', 'files', 'history']) {
    await id(page, `tab-${tab}`).click();
    if (tab === 'thread') await id(page, 'thread-text').fill('/');
    await check(page, `${name}-${tab}`);
  }
  await id(page, 'tab-files').click();
  await id(page, 'file-show').first().click();
  await id(page, 'file-viewer').waitFor();
  await check(page, `${name}-file`);
  await dialog(page, id(page, 'file-download'), `${name}-download`);
  await dialog(page, id(page, 'hand-over'), `${name}-hand-over`);
  await more(page);
  await check(page, `${name}-more`);
  await dialog(page, id(page, 'snooze'), `${name}-snooze`);
  await dialog(page, id(page, 'close-case'), `${name}-close`);
  await id(page, 'snooze').click();
  await page.locator('.choices [data-testid^=snooze-]').last().click();
  await id(page, 'undo').waitFor();
  await check(page, `${name}-snoozed`);
  await id(page, 'undo').click();
  await id(page, 'case-open').waitFor();
  await more(page);
  await id(page, 'release').click();
  await id(page, 'view-closed').click();
  await id(page, 'empty').waitFor();
  await check(page, `${name}-empty`);
  await id(page, 'lock').click();
  await id(page, 'sign-in').waitFor();
  await check(page, `${name}-locked`);
  await page.context().close();
}

for (const [width, height] of [[1280, 800], [320, 640]]) {
  await round(`${width}-light`, { viewport: { width, height }, colorScheme: 'light', hasTouch: width < 700, isMobile: width < 700 }, false);
  await round(`${width}-dark`, { viewport: { width, height }, colorScheme: 'dark', hasTouch: width < 700, isMobile: width < 700 }, true);
}
must(faults.length === 0, faults.join('\n'));
said('no screen of the console has a fault that axe can see');
await end();

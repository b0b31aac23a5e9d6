/** Walks through the console in a real browser and photographs it: node dev/screens.mjs <static folder> <pictures folder> [shared: only the shared work]. Needs /usr/bin/chromium or CHROMIUM. */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const [folder, pictures] = [resolve(process.argv[2]), resolve(process.argv[3])];
mkdirSync(pictures, { recursive: true });
const work = mkdtempSync(join(tmpdir(), 'dodomu-desk-'));
await build({ entryPoints: [join(here, 'server.ts')], outfile: join(work, 'server.mjs'), bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const faults = [];
const children = [];
process.on('exit', () => children.forEach((child) => child.kill()));

async function desk(count) {
  const child = spawn(process.execPath, [join(work, 'server.mjs'), folder, String(count), work], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const url = await new Promise((done) => child.stdout.once('data', (text) => done(String(text).trim())));
  return { url, stop: () => child.kill() };
}

async function page(url, width, height, dark, member = 'm-aaaa1111') {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: 'uk-UA' });
  const one = await context.newPage();
  one.setDefaultTimeout(60_000);
  one.on('console', (said) => { if (said.type() === 'error') faults.push(`${width}: ${said.text()}`); });
  one.on('pageerror', (error) => faults.push(`${width}: ${error}`));
  await one.goto(url);
  await one.getByTestId('sign-in-text').waitFor();
  const wide = () => one.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const shot = async (name) => {
    if ((await wide()) > 0) faults.push(`${name}: ${await wide()} px wider than the screen`);
    await one.screenshot({ path: join(pictures, `${name}-${width}${dark ? '-dark' : ''}.png`) });
  };
  const enter = async (as = member) => {
    await one.getByTestId('sign-in-text').fill(readFileSync(join(work, `${as}.age`), 'utf8'));
    await one.getByTestId('sign-in-passphrase').fill('sample');
    await one.getByTestId('sign-in').click();
    await one.getByTestId('lock').waitFor({ timeout: 60_000 });
  };
  return { one, shot, enter, close: () => context.close() };
}

const five = await desk(5);
for (const [width, height, dark] of process.argv[4] === 'shared' ? [] : [[1280, 800, false], [768, 1024, true], [320, 640, false], [1280, 800, true], [320, 640, true]]) {
  const { one, shot, enter, close } = await page(five.url, width, height, dark);
  await shot('sign-in');
  await enter();
  await one.locator('[data-testid^="row-"]').first().waitFor();
  await shot('queue-five');
  await one.locator('[data-testid^="row-"]').first().click();
  await shot('unclaimed');
  await one.getByTestId('claim').click();
  await one.getByTestId('case-open').waitFor();
  await shot('report');
  for (const tab of ['thread', 'notes', 'files', 'history']) {
    await one.getByTestId(`tab-${tab}`).click();
    if (tab === 'thread') await one.getByTestId('thread-text').fill('Чи безпечно Вам писати зараз?');
    await shot(tab);
  }
  if (width === 1280 && !dark) await walk(one, shot);
  if (await one.getByTestId('case-open').isVisible()) {
    const fold = one.locator('details.more > summary');
    if (await fold.isVisible()) await fold.click();
    await one.getByTestId('release').click();
    await one.getByTestId('case-open').waitFor({ state: 'detached' });
  }
  await one.getByTestId('lock').click();
  await shot('locked');
  await close();
}

async function walk(one, shot) {
  if ((await one.content()).includes('FORGED-CANARY')) faults.push('a forged entry shows its words');
  await one.getByTestId('tab-report').click();
  if ((await one.getByTestId('broken-entry').count()) !== 1) faults.push('the forged entry is not shown as broken');
  await one.getByTestId('tab-thread').click();
  await one.getByTestId('thread-text').fill('Чи безпечно Вам писати зараз?');
  await one.getByTestId('thread-send').click();
  await one.getByTestId('delivery-state').waitFor();
  await shot('thread-sent');
  await one.getByTestId('tab-notes').click();
  await one.getByTestId('note-text').fill('Перевірити назву школи.');
  await one.getByTestId('note-save').click();
  await one.getByTestId('note').waitFor();
  await one.getByTestId('label-school').click();
  await one.locator('[data-testid="label-school"][aria-pressed="true"]').waitFor();
  await one.getByTestId('tab-files').click();
  await one.getByTestId('file-show').first().click();
  await one.getByTestId('file-show').first().click();
  await one.getByTestId('file-viewer').nth(1).waitFor();
  await one.frameLocator('[data-testid="file-viewer"] >> nth=0').locator('img').waitFor();
  await one.frameLocator('[data-testid="file-viewer"] >> nth=1').locator('pre').waitFor();
  await shot('files-shown');
  await one.getByTestId('hand-over').click();
  await one.getByTestId('hand-over-member-m-cccc3333').check();
  await shot('hand-over');
  await one.getByTestId('hand-over-confirm').click();
  await one.getByTestId('notice').waitFor();
  await shot('handed-over');
}

/** The shared work: a draft that outlives the lock, four eyes, turns, spam and its undo. */
async function shared(url, width, height, dark) {
  const { one, shot, enter, close } = await page(url, width, height, dark);
  const open = async (n) => { await one.locator('[data-testid^="row-"]').nth(n).click(); };
  const unfold = async () => { const fold = one.locator('details.more > summary'); if ((await fold.isVisible()) && !(await one.getByTestId('print').isVisible())) await fold.click(); };
  const back = async () => { const button = one.locator('.back'); if (await button.isVisible()) await button.click(); };
  await enter();
  await one.getByTestId('lead-lists').click();
  await one.getByTestId('reason').waitFor();
  await one.locator('[data-testid^="load-"]').first().waitFor();
  await one.getByText('п’яти різних').waitFor();
  await shot('lead-lists');
  await one.keyboard.press('Escape');
  await open(0);
  await one.getByTestId('claim').click();
  await one.getByTestId('tab-notes').click();
  await one.getByTestId('note-text').fill('DRAFT-CANARY не дописано');
  await one.getByTestId('lock').click();
  await one.getByTestId('sign-in-text').waitFor();
  await one.waitForFunction(() => Object.keys(localStorage).some((name) => name.startsWith('dodomu.drafts.')));
  if (await one.evaluate(() => JSON.stringify(localStorage).includes('CANARY'))) faults.push('a draft lies in clear');
  await enter();
  await one.getByTestId('view-mine').click();
  await open(0);
  await one.getByTestId('case-open').waitFor();
  await one.waitForFunction(() => document.querySelector('[data-testid="note-text"]')?.value === 'DRAFT-CANARY не дописано');
  await shot('draft-restored');
  await one.getByTestId('note-save').click();
  await one.getByTestId('note').waitFor();
  await unfold();
  await shot('acts');
  await one.getByTestId('close-case').click();
  await one.getByTestId('end-not-credible').check();
  await one.getByTestId('outcome-text').fill('Місця вигадані.');
  await shot('close');
  await one.getByTestId('close-confirm').click();
  await one.getByTestId('proposal').waitFor();
  await shot('proposed');
  await one.getByTestId('take-back').click();
  await one.getByTestId('proposal').waitFor({ state: 'detached' });
  await unfold();
  await one.getByTestId('block').click();
  await shot('block');
  await one.getByTestId('block-confirm').click();
  await unfold();
  await one.getByTestId('unblock').click();
  await one.getByTestId('block').waitFor();
  await one.getByTestId('assign').click();
  await one.getByTestId('assign-m-bbbb2222').waitFor();
  await shot('assign');
  await one.getByTestId('assign-m-bbbb2222').click();
  await one.getByTestId('notice').waitFor();
  await back();
  await one.getByTestId('view-waiting').click();
  await one.getByTestId('spam').click();
  await one.locator('[data-testid^="spam-"][type=checkbox]').first().check();
  await shot('spam');
  await one.getByTestId('spam-confirm').click();
  await one.getByTestId('undo').click();
  await one.getByText(/Повернуто: 1/).waitFor();
  await shot('spam-undone');
  await close();
}
const nine = await desk(9);
for (const [width, height, dark] of [[1280, 800, false], [320, 640, true]]) await shared(nine.url, width, height, dark);
nine.stop();
if (process.argv[4] === 'shared') { five.stop(); await browser.close(); console.log(faults.length === 0 ? 'no faults' : faults.join('\n')); process.exit(faults.length === 0 ? 0 : 1); }

const verifier = await page(five.url, 1280, 800, false, 'm-cccc3333');
await verifier.enter();
await verifier.one.getByTestId('view-granted').click();
await verifier.one.locator('[data-testid^="row-"]').first().click();
await verifier.one.getByTestId('answer').first().waitFor();
await verifier.shot('granted');
await verifier.one.getByTestId('view-snoozed').click();
await verifier.one.getByTestId('empty').waitFor();
await verifier.shot('empty-view');
await verifier.close();
five.stop();

for (const [count, name] of [[0, 'empty'], [520, 'five-hundred']]) {
  const served = await desk(count);
  for (const [width, height] of [[1280, 800], [320, 640]]) {
    const { one, shot, enter, close } = await page(served.url, width, height, false);
    await enter();
    await one.locator(count ? '[data-testid^="row-"]' : '[data-testid="empty"]').first().waitFor();
    await shot(`queue-${name}`);
    await close();
  }
  served.stop();
}
await browser.close();
console.log(faults.length === 0 ? 'no faults' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;

// The chat page by itself in real headless Chromium: what one person can send, take back and change, and a crowd.
// node page.mjs NODE_MODULES CHAT [SCREENSHOTS]; prints a line a step, ends with 0 when all of it was seen.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, chatUrl, shots] = process.argv.slice(2);
const { chromium } = (await import(pathToFileURL(join(modules, 'playwright-core', 'index.js')).href)).default;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});
const violations = [];
const page = await (await browser.newContext({ locale: 'uk-UA', viewport: { width: 1280, height: 900 } })).newPage();
page.setDefaultTimeout(20_000);
page.on('console', (message) => { if (/Content Security Policy|Refused|TrustedScript/i.test(message.text())) violations.push(message.text()); });
page.on('pageerror', (error) => violations.push(error.message));
await page.goto(chatUrl, { waitUntil: 'domcontentloaded' });

const id = (name) => page.getByTestId(name);
const own = page.locator('[data-testid=message][data-from=person]');
const said = (step) => console.log(`ok ${step}`);
async function shot(name) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), timeout: 10_000 });
}
async function count(number) {
  await page.waitForFunction((n) => document.querySelectorAll('[data-testid=message][data-from=person]').length === n, number);
}
async function attach(kind, number) {
  await id('attach').click();
  await id(`attach-${kind}`).click();
  await count(number);
}

await id('start').click();
await count(1);
let number = 1;
for (const kind of ['photo', 'voice', 'video', 'videoNote', 'animation', 'sticker', 'location', 'contact', 'dice', 'forward', 'big']) {
  number += 1;
  await attach(kind, number);
}
number += 3;
await attach('album', number);
said('every kind of message was sent');

number += 1;
await attach('live', number);
const place = await own.last().innerText();
await shot('page-live');
await id('live-move').click();
await page.waitForFunction((before) => [...document.querySelectorAll('[data-testid=message][data-from=person]')].at(-1)?.innerText !== before, place);
await id('live-stop').click();
await id('live-stop').waitFor({ state: 'detached' });
said('a shared place moved and came to rest');

await own.first().getByTestId('edit').click();
await id('composer').fill('інакше');
await id('send').click();
await own.first().filter({ hasText: 'інакше' }).waitFor();
await own.first().getByTestId('delete').click();
await count(number - 1);
said('a message was changed and then deleted');

await page.locator('details.tester summary').click();
await shot('page-tester');
await id('block').click();
await id('composer').waitFor({ state: 'detached' });
await id('block').click();
await id('composer').waitFor();
said('the bot was blocked and let in again');

await id('crowd').click();
await id('person-21').waitFor();
await shot('page-crowd');
await id('person-21').click();
await count(1);
said('twenty people wrote at once');

if (violations.length) throw new Error(`the page broke its own policy: ${violations.join(' | ')}`);
await browser.close();

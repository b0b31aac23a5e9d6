// What the walks share: a real headless Chromium that watches its pages' own policy, and sample members who sign in.
// Each walk is started as: node WALK NODE_MODULES CHAT CONSOLE MEMBERS PASSPHRASE [PICTURES]
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const [modules, chatUrl, consoleUrl, members, passphrase, pictures] = process.argv.slice(2);
const { chromium } = (await import(pathToFileURL(join(modules, 'playwright-core', 'index.js')).href)).default;
const broken = [];

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

export async function open(url, options = {}) {
  const context = await browser.newContext({ locale: 'uk-UA', acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => { if (/Content Security Policy|Integrity-Policy|Refused|TrustedScript/i.test(message.text())) broken.push(message.text()); });
  page.on('pageerror', (error) => broken.push(error.message));
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  return page;
}

export const id = (page, name) => page.getByTestId(name);

export async function shot(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), timeout: 10_000 });
}

/** Chooses the key file and types the passphrase; the sign-in screen is left standing. */
export async function atTheGate(name, options = {}) {
  const page = await open(consoleUrl, { viewport: { width: 1280, height: 800 }, ...options });
  await id(page, 'sign-in-file').setInputFiles(join(members, `${name}.age`));
  await id(page, 'sign-in-passphrase').fill(passphrase);
  return page;
}

export async function enter(page) {
  await id(page, 'sign-in').click();
  await page.locator('[data-testid^=view-]').first().waitFor();
}

export async function signIn(name, options = {}) {
  const page = await atTheGate(name, options);
  await shot(page, `console-sign-in-${name}`);
  await enter(page);
  return page;
}

export const said = (step) => console.log(`ok ${step}`);

export function must(holds, what) {
  if (!holds) throw new Error(what);
}

export async function end() {
  must(broken.length === 0, `the pages broke their own policy: ${broken.join(' | ')}`);
  await browser.close();
}

// What the browser itself refuses or forgets: a lock that leaves no key in memory, drafts that outlive it, claims that go on while somebody works, the passphrase asked for again, rosters and
// readers that a dishonest server makes up, scripts that were changed on their way, frames of strangers, a vetting that is over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atTheGate, browser, consoleUrl, end, enter, id, members, must, open, passphrase, said, shot, signIn } from './browser.mjs';

const WORDS = 'CANARY-DRAFT ще не дописано';
const LINE = 'dodomu.root.sandbox';

async function byFile(page, name) {
  await id(page, 'sign-in-file').setInputFiles(join(members, `${name}.age`));
  await id(page, 'sign-in-passphrase').fill(passphrase);
  await enter(page);
}

async function take(page) {
  await page.locator('[data-testid^=row-]').filter({ hasText: 'вільна' }).first().click();
  await id(page, 'claim').click();
  await id(page, 'case-open').waitFor();
}

/** How many secret keys, words and passphrases lie in the page's memory, after what nobody needs was thrown away. A file chosen by the driver would be held by the driver, and what surrounds it. */
async function secretsInMemory(page) {
  const cdp = await page.context().newCDPSession(page);
  const parts = [];
  cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await cdp.detach();
  const heap = parts.join('');
  must(heap.includes('AGE-SECRET-KEY-PQ-'), 'the snapshot holds strings');
  return new Set(heap.match(/AGE-SECRET-KEY-PQ-1[0-9A-Z]{40,}/g) ?? []).size + (heap.includes('CANARY-DRAFT') ? 1 : 0) + (heap.includes(`"${passphrase}"`) ? 1 : 0);
}

/** A page with a clock of its own, into which the key came without the driver's help. */
async function byItself(name) {
  const page = await open('about:blank', { viewport: { width: 1280, height: 800 } });
  await page.clock.install();
  await page.goto(consoleUrl);
  await id(page, 'sign-in-file').waitFor();
  await page.evaluate((text) => {
    const given = new DataTransfer();
    given.items.add(new File([text], 'key.age'));
    const field = document.querySelector('[data-testid=sign-in-file]');
    field.files = given.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }, readFileSync(join(members, `${name}.age`), 'utf8'));
  await id(page, 'sign-in-passphrase').fill(passphrase);
  await enter(page);
  return page;
}

// --- the idle lock ----------------------------------------------------------------------------------------------------------------------
const page = await byItself('operator-1');
await page.locator('[data-testid^=row-]').first().waitFor();
must(await page.locator('.unstarted').evaluateAll((all) => all.every((one) => getComputedStyle(one).display === 'none')), 'a page that started says that it did not');
await take(page);
const number = (await page.locator('.case-head .number').innerText()).trim();
await id(page, 'tab-notes').click();
await id(page, 'note-text').fill(WORDS);
must((await secretsInMemory(page)) > 0, 'an unlocked page holds keys');
await page.clock.fastForward('14:50');
must((await id(page, 'case-open').count()) === 1, 'nothing is locked before its time');
await page.clock.fastForward('00:20');
await id(page, 'locked').waitFor();
await shot(page, 'guards-idle');
must(!(await page.content()).includes('CANARY') && !(await page.evaluate(() => JSON.stringify(localStorage))).includes('CANARY'), 'the lock leaves words');
must((await secretsInMemory(page)) === 0, `the lock leaves ${await secretsInMemory(page)} secrets in memory`);
must((await page.evaluate(() => fetch('/api/me').then((answer) => answer.status))) === 401, 'the lock ends the session');
await byFile(page, 'operator-1');
await id(page, 'view-mine').click();
await id(page, `row-${number}`).click();
await id(page, 'case-open').waitFor();
await id(page, 'tab-notes').click();
await page.waitForFunction((words) => document.querySelector('[data-testid=note-text]')?.value === words, WORDS);
said('the idle lock leaves no key in memory, and a draft that was sealed comes back with the key');

// --- two tabs ----------------------------------------------------------------------------------------------------------------------------
const tab = await signIn('operator-1');
await id(tab, 'view-mine').click();
await id(tab, `row-${number}`).click();
await id(tab, 'tab-notes').click();
await id(tab, 'note-text').fill(`${WORDS}, і ще`);
await tab.waitForTimeout(1000);
const second = await tab.context().newPage();
await second.goto(consoleUrl);
await byFile(second, 'operator-1');
await second.locator('[data-testid^=row-]').first().waitFor();
await take(second);
await id(second, 'tab-notes').click();
await id(second, 'note-text').fill('інше');
await second.waitForTimeout(1000);
await id(second, 'note-text').fill('');
await second.goto('about:blank');
const status = (one) => one.evaluate(() => fetch('/api/me').then((answer) => answer.status));
must((await status(tab)) === 200 && (await id(tab, 'locked').count()) === 0, 'a tab that is closed ends the session of another one');
await second.goto(consoleUrl);
await byFile(second, 'operator-1');
await id(tab, 'lock').click();
await id(second, 'locked').waitFor();
for (let look = 0; look < 50 && (await status(tab)) !== 401; look++) await second.waitForTimeout(100);
must((await status(tab)) === 401, 'the lock ends the session');
await byFile(tab, 'operator-1');
await id(tab, 'view-mine').click();
await id(tab, `row-${number}`).click();
await id(tab, 'tab-notes').click();
await tab.waitForFunction((words) => document.querySelector('[data-testid=note-text]')?.value === words, `${WORDS}, і ще`);
let tooEarly = 1;
await tab.route('**/api/cases?*', (route) => (tooEarly-- > 0 ? route.fulfill({ status: 401, contentType: 'application/json', body: '{"error":"signed-out"}' }) : route.continue()));
await id(tab, 'view-waiting').click();
await tab.locator('[data-testid^=row-]').filter({ hasText: 'вільна' }).first().waitFor();
must(tooEarly < 0 && (await id(tab, 'locked').count()) === 0, 'a page that asked before the cookie of a new session came takes it for the end');
await second.reload();
await byFile(second, 'operator-2');
await id(tab, 'locked').waitFor();
must((await status(second)) === 200 && (await id(second, 'locked').count()) === 0, 'a page whose session another member took ends hers');
await second.goto('about:blank');
await tab.reload();
must((await status(tab)) === 401, 'the last tab ends the session when it is closed');
await tab.context().close();
said('two tabs keep each other\'s drafts and session, one lock locks both, one member\'s page is not taken for the other\'s, and the last one ends the session');

// --- the claim goes on ------------------------------------------------------------------------------------------------------------------
const renewals = [];
page.on('response', (answer) => { if (answer.url().endsWith('/renew')) renewals.push(answer.status()); });
for (let minutes = 0; minutes < 40 && renewals.length === 0; minutes++) {
  await page.keyboard.press('Shift');
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/renew'), { timeout: 250 }).catch(() => null);
  await page.clock.fastForward('01:00');
  await asked;
}
must(renewals.length === 1 && renewals[0] === 200, `while she works the claim is renewed: ${renewals}`);
await id(page, 'case-open').waitFor();
await page.clock.fastForward('02:05');
await page.clock.runFor('00:02');
must(renewals.length === 1, 'nothing is renewed for somebody who went away');
await page.keyboard.press('Shift');
const again = page.waitForResponse((answer) => answer.url().endsWith('/renew'));
await page.clock.runFor('00:02');
must((await again).status() === 200 && renewals.length === 2, 'who comes back in time keeps the case');
await page.context().close();
said('a claim is renewed while somebody works, and not for somebody who went away');

// --- the idle lock, with a question open -------------------------------------------------------------------------------------------------
const asked = await byItself('operator-2');
await asked.locator('[data-testid^=row-]').first().waitFor();
await take(asked);
await asked.route('**/api/cases/*/grants', (route) => route.fulfill({ status: 403, contentType: 'application/json', body: '{"error":"step-up"}' }));
await id(asked, 'hand-over').click();
await asked.locator('[data-testid^=hand-over-member-]').first().check();
await id(asked, 'hand-over-confirm').click();
await id(asked, 'step-up-passphrase').fill(passphrase);
must((await secretsInMemory(asked)) > 0, 'an unlocked page holds keys');
await asked.clock.fastForward('15:10');
await id(asked, 'locked').waitFor();
await shot(asked, 'guards-idle-asked');
must((await asked.locator('dialog').count()) === 0, 'the lock leaves a dialog over the gate');
must((await secretsInMemory(asked)) === 0, `a lock with a question open leaves ${await secretsInMemory(asked)} secrets in memory`);
await asked.context().close();
said('a lock takes the question for the passphrase with it, and what was typed there');

// --- the passphrase once more -----------------------------------------------------------------------------------------------------------
const lead = await signIn('lead');
await lead.locator('[data-testid^=row-]').first().waitFor();
await take(lead);
let proofs = 0;
let stale = true;
lead.on('request', (request) => { if (request.url().endsWith('/api/step-up')) proofs++; });
await lead.route('**/api/cases/*/grants', (route) => (stale ? route.fulfill({ status: 403, contentType: 'application/json', body: '{"error":"step-up"}' }) : route.continue()));
await id(lead, 'hand-over').click();
await lead.locator('[data-testid^=hand-over-member-]').first().check();
await id(lead, 'hand-over-confirm').click();
await id(lead, 'step-up-passphrase').waitFor();
await shot(lead, 'guards-step-up');
await lead.keyboard.press('Escape');
await id(lead, 'step-up-passphrase').waitFor({ state: 'detached' });
must(proofs === 0 && (await id(lead, 'case-open').count()) === 1, 'without the proof nothing is handed over');
await id(lead, 'hand-over-confirm').click();
await id(lead, 'step-up-passphrase').fill('не той пароль');
await id(lead, 'step-up').click();
await lead.locator('dialog').getByRole('alert').filter({ hasText: 'Пароль не підходить' }).waitFor();
must(proofs === 0, 'a wrong passphrase proves nothing');
stale = false;
await id(lead, 'step-up-passphrase').fill(passphrase);
await id(lead, 'step-up').click();
await lead.locator('dialog').first().waitFor({ state: 'detached' });
await id(lead, 'case-open').waitFor({ state: 'detached' });
must(proofs === 1, 'the key proved itself once');
await lead.context().close();
said('without a passkey the passphrase is asked for again, and without it nothing is handed over');

// --- a server that lies -----------------------------------------------------------------------------------------------------------------
const decode = (text) => JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
const encode = (json) => Buffer.from(JSON.stringify(json), 'utf8').toString('base64');
const lies = {
  'a role': (roster) => { const part = decode(roster.versions[0].members); part.members[3].roles = ['operator']; roster.versions[0].members = encode(part); },
  'a recovery recipient': (roster) => { const part = decode(roster.versions[0].public); part.recovery.pop(); roster.versions[0].public = encode(part); },
  'a signature': (roster) => { roster.versions[0].signatures = []; },
  'a version that nobody signed': (roster) => { const part = decode(roster.versions[0].public); roster.versions.push({ ...roster.versions[0], version: 2, public: encode({ ...part, version: 2 }) }); },
};
const refuses = async (what, prepare, sentence = 'СПИСОК УЧАСНИКІВ НЕ ДОВЕДЕНО') => {
  const cheated = await atTheGate('operator-2');
  await prepare(cheated);
  await id(cheated, 'sign-in').click();
  await cheated.getByText(sentence).first().waitFor();
  must((await cheated.locator('[data-testid^=view-]').count()) === 0, `${what} opens the console`);
  await shot(cheated, 'guards-roster');
  await cheated.context().close();
};
for (const [what, lie] of Object.entries(lies)) {
  await refuses(what, (cheated) => cheated.route('**/api/roster', async (route) => {
    const answer = await route.fetch();
    const roster = await answer.json();
    lie(roster);
    await route.fulfill({ response: answer, json: roster });
  }));
}
await refuses('an older version', (cheated) => cheated.evaluate((line) => localStorage.setItem(`${line}.version`, `2 ${'0'.repeat(64)}`), LINE));
await refuses('another version 1', (cheated) => cheated.evaluate((line) => localStorage.setItem(`${line}.version`, `1 ${'0'.repeat(64)}`), LINE));
const moved = await atTheGate('operator-2');
await moved.evaluate((line) => localStorage.setItem(line, '0'.repeat(64)), LINE);
await moved.reload();
await moved.getByText('ВІДБИТОК ЛІНІЇ ЗМІНИВСЯ').waitFor();
must((await id(moved, 'sign-in-passphrase').count()) === 0, 'a line of another root asks for a passphrase');
await moved.context().close();
said('a roster that was changed, rolled back or of another root is refused, and the console says so');

const reader = await signIn('operator-2');
await reader.locator('[data-testid^=row-]').first().waitFor();
await reader.route(/\/api\/cases\/[^/?]+$/, async (route) => {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, json: { ...(await answer.json()), next: { number: 2, to: ['member:m-00000000'] } } });
});
const wrote = [];
reader.on('request', (request) => { if (/\/(generations|entries)$/.test(request.url()) && request.method() === 'POST') wrote.push(request.url()); });
await take(reader);
await id(reader, 'tab-notes').click();
await id(reader, 'note-text').fill('CANARY-NOTE');
await id(reader, 'note-save').click();
await reader.getByText('Не збереглося').first().waitFor();
must(wrote.length === 0, 'something was sealed to a reader whom the roster does not prove');
await shot(reader, 'guards-reader');
await reader.context().close();
said('nothing is sealed to a reader whom only the server names');

// --- changed scripts, strangers' frames ---------------------------------------------------------------------------------------------------
const html = await (await fetch(consoleUrl)).text();
const parts = Object.keys(JSON.parse(/<script type="importmap">([^<]+)<\/script>/.exec(html)[1]).integrity);
const first = parts.filter((part) => html.replace(/<script type="importmap">[^<]+/, '').includes(part));
const later = parts.filter((part) => !first.includes(part));
must(first.length > 0 && later.length > 0, 'there are scripts of both kinds');
async function changed(which) {
  const cheated = await (await browser.newContext({ locale: 'uk-UA' })).newPage();
  let served = 0;
  await cheated.route('**/assets/*.js', async (route) => {
    if (!which.some((part) => route.request().url().endsWith(part))) return route.continue();
    const answer = await route.fetch();
    served++;
    return route.fulfill({ response: answer, body: `globalThis.evil = true;${await answer.text()}` });
  });
  await cheated.goto(consoleUrl, { waitUntil: 'domcontentloaded' });
  return { cheated, served: () => served, ran: () => cheated.evaluate(() => globalThis.evil === true) };
}
await Promise.all(first.map(async (one) => {
  const { cheated, served, ran } = await changed([one]);
  await cheated.locator('.unstarted').waitFor({ state: 'visible' });
  await shot(cheated, 'guards-changed');
  must(served() > 0 && !(await ran()) && (await id(cheated, 'sign-in').count()) === 0, `a changed ${one} ran`);
  await cheated.context().close();
}));
const { cheated, served, ran } = await changed(later);
await byFile(cheated, 'operator-2');
must(!(await cheated.locator('.unstarted').isVisible()), 'a page that started says that it did not');
await cheated.locator('[data-testid^=row-]').first().waitFor();
await id(cheated, 'view-mine').click();
await cheated.locator('[data-testid^=row-]').first().click();
await cheated.getByRole('alert').filter({ visible: true }).first().waitFor();
await shot(cheated, 'guards-changed-later');
must(served() > 0 && !(await ran()), 'a changed part ran');
await cheated.context().close();
said('a script that was changed on its way does not run, and the page says that something is wrong');

const stranger = await (await browser.newContext()).newPage();
await stranger.route('http://stranger.localhost/', (route) => route.fulfill({ contentType: 'text/html', body: `<iframe src="${consoleUrl}"></iframe><iframe src="${consoleUrl}members/"></iframe>` }));
await stranger.goto('http://stranger.localhost/', { waitUntil: 'load' });
for (const frame of stranger.frames().slice(1)) must((await frame.locator('#console').count()) === 0, 'the console stands in a stranger\'s frame');
must(stranger.frames().length === 3, 'two frames were tried');
await stranger.context().close();
said('no stranger\'s page has the console in a frame');

// --- a vetting that is over -------------------------------------------------------------------------------------------------------------
const over = { status: 403, contentType: 'application/json', body: '{"error":"vetting-ended"}' };
await refuses('a vetting that is over', (late) => late.route('**/api/sign-in', (route) => route.fulfill(over)), 'Строк Вашої перевірки скінчився');
const late = await signIn('operator-2');
await late.locator('[data-testid^=row-]').first().waitFor();
await late.route('**/api/cases?*', (route) => route.fulfill(over));
await id(late, 'view-mine').click();
await id(late, 'locked').filter({ hasText: 'Строк Вашої перевірки скінчився' }).waitFor();
await shot(late, 'guards-vetting');
await late.setViewportSize({ width: 320, height: 700 });
must(await late.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than a small screen');
await late.emulateMedia({ colorScheme: 'dark' });
await shot(late, 'guards-vetting-320-dark');
said('a member whose vetting is over is told so, at the gate and in an open page');
await end();

// An operator's hours at the console: keys only, cases that come in while she reads, snoozing, two at one case, print, a session that ends.
import { chatUrl, end, enter, atTheGate, id, must, said, shot, signIn } from './browser.mjs';

const rows = (page) => page.locator('[data-testid^=row-]');
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
const numberOf = async (page) => (await page.locator('.case-head .number').innerText()).trim();
const count = async (page, view) => Number(await id(page, `view-${view}`).locator('.count').innerText());

// --- people who come through the short door while the console is open -----------------------------------------------------------------
async function chat(path, body) {
  const url = `${chatUrl}sandbox/api/${path}`;
  const answer = await fetch(url, body ? { method: 'POST', headers: { 'X-Sandbox': '1', 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {});
  must(answer.ok, `the chat refused ${path}`);
  return answer.json();
}
async function until(look, what) {
  for (let i = 0; i < 600; i++) {
    const found = await look();
    if (found) return found;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`never came: ${what}`);
}
async function press(person, choice) {
  await until(async () => {
    const { messages } = await chat(`chat/${person}`);
    for (const message of messages) {
      const button = (message.reply_markup?.inline_keyboard ?? []).flat().find((one) => one.callback_data?.endsWith(`:${choice}`));
      if (button) return chat(`chat/${person}/press`, { message: message.message_id, data: button.callback_data }).then(() => true, () => false);
    }
    return false;
  }, choice);
}
async function comesIn(name) {
  const before = new Set((await chat('state')).people.map((one) => one.id));
  await chat('people', { name, language: 'uk' });
  const person = (await chat('state')).people.find((one) => !before.has(one.id)).id;
  await chat(`chat/${person}/text`, { text: '/start' });
  for (const choice of ['uk', 'yes', 'danger']) await press(person, choice);
  await until(async () => JSON.stringify(await chat(`chat/${person}`)).includes(':back'), 'the short door');
  await chat(`chat/${person}/text`, { text: 'Зразок: дитину повезуть завтра' });
  return person;
}

// --- keys, on a Latin and on a Ukrainian layout ---------------------------------------------------------------------------------------
const operator = await signIn('operator-1');
await rows(operator).first().waitFor();
const keys = await operator.context().newCDPSession(operator);
async function cyrillic(key, code) {
  for (const type of ['keyDown', 'keyUp']) await keys.send('Input.dispatchKeyEvent', { type, key, code });
}
const order = await rows(operator).evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')));
await operator.keyboard.press('j');
must((await focused(operator)) === order[0], 'j goes to the first case');
await operator.keyboard.press('j');
await cyrillic('о', 'KeyJ');
must((await focused(operator)) === order[2], 'j goes down, on a Ukrainian layout too');
await operator.keyboard.press('k');
must((await focused(operator)) === order[1], 'k goes up');
await operator.keyboard.press('o');
await id(operator, 'claim').waitFor();
await operator.keyboard.press('k');
must((await focused(operator)) === order[0], 'the list keeps its place after a case was opened');
await operator.keyboard.press('Enter');
await id(operator, 'claim').waitFor();
await operator.keyboard.press('a');
await id(operator, 'case-open').waitFor();
const number = await numberOf(operator);
must(order[0] === `row-${number}`, 'a takes the chosen case');
for (const [key, urgency] of [['2', 'soon'], ['3', 'routine'], ['1', 'now']]) {
  await operator.keyboard.press(key);
  await operator.locator(`[data-testid=urgency-${urgency}][aria-pressed=true]`).waitFor();
}
await operator.keyboard.press('r');
await operator.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'thread-text');
await operator.keyboard.type('jk13e?/');
must((await id(operator, 'thread-text').inputValue()) === 'jk13e?/' && !(await operator.locator('dialog').count()), 'keys are letters while she writes');
await id(operator, 'thread-text').fill('');
await operator.keyboard.press('Tab');
await id(operator, 'tab-thread').focus();
await operator.keyboard.press('ArrowLeft');
await operator.locator('[data-testid=tab-report][aria-selected=true]:focus').waitFor();
await operator.keyboard.press('n');
await operator.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'note-text');
await id(operator, 'tab-report').click();
await operator.keyboard.press('e');
await id(operator, 'close-confirm').waitFor();
await operator.keyboard.press('Escape');
await operator.locator('dialog').waitFor({ state: 'detached' });
await cyrillic('.', 'Slash');
must((await focused(operator)) === 'find', '/ goes to the search');
await operator.keyboard.type(number.slice(0, 4).toLowerCase());
await operator.waitForFunction(() => document.querySelectorAll('[data-testid^=row-]').length === 1);
await operator.keyboard.type('zzzz');
await id(operator, 'empty').waitFor();
await id(operator, 'find').fill('');
await id(operator, 'tab-report').focus();
await operator.keyboard.press('?');
await operator.locator('dialog input[type=checkbox]').uncheck();
await operator.keyboard.press('Escape');
await operator.locator('dialog').waitFor({ state: 'detached' });
await operator.keyboard.press('e');
await operator.keyboard.press('?');
must(!(await operator.locator('dialog').count()), 'keys that are switched off do nothing');
await operator.locator('.bar .keys').click();
await operator.locator('dialog input[type=checkbox]').check();
await operator.keyboard.press('Escape');
await operator.locator('dialog').waitFor({ state: 'detached' });
said('all of it works by keyboard, on both layouts, and the keys can be switched off');

// --- slips of a finger, and a connection that breaks -----------------------------------------------------------------------------------
const triaged = [];
operator.on('request', (request) => { if (request.url().endsWith('/triage')) triaged.push(request.postDataJSON()); });
await operator.keyboard.press('3');
await operator.locator('[data-testid=urgency-routine][aria-pressed=true]').waitFor();
await id(operator, 'undo').click();
await operator.locator('[data-testid=urgency-now][aria-pressed=true]').waitFor();
await id(operator, 'undo').waitFor({ state: 'detached' });
triaged.length = 0;
await id(operator, 'state-select').focus();
for (let i = 0; i < 3; i++) await operator.keyboard.press('ArrowDown');
await id(operator, 'undo').waitFor();
await operator.waitForTimeout(1500);
must(triaged.length === 1, `the state at which she stops is stored, not those on the way: ${triaged.length}`);
await id(operator, 'undo').click();
await operator.locator('[data-testid=state-select]').and(operator.locator('select')).evaluate((field) => new Promise((same) => { const look = setInterval(() => { if (field.value === 'waiting') { clearInterval(look); same(); } }, 50); }));
await id(operator, 'block').focus();
await operator.keyboard.press('Enter');
await id(operator, 'block-confirm').waitFor();
await operator.keyboard.press('Enter');
await operator.waitForTimeout(300);
must((await id(operator, 'block-confirm').count()) === 1, 'a second Enter blocks nobody');
await shot(operator, 'desk-block');
await operator.keyboard.press('Escape');
await operator.locator('dialog').waitFor({ state: 'detached' });
await id(operator, 'escalate').click();
await id(operator, 'words').waitFor();
must((await focused(operator)) === 'words', 'a dialog begins at its field');
await id(operator, 'words').fill('Зразок: те, що їм треба знати');
await operator.keyboard.press('Escape');
await operator.locator('dialog').waitFor({ state: 'detached' });
await operator.route(`**/api/cases/${number}`, (route) => route.abort());
await id(operator, 'escalate').click();
must((await id(operator, 'words').inputValue()).startsWith('Зразок'), 'a dialog keeps its words');
await operator.evaluate(() => document.querySelector('[data-testid=renew]').click());
await id(operator, 'stale').waitFor();
await shot(operator, 'desk-stale');
must((await id(operator, 'words').inputValue()).startsWith('Зразок'), 'a refresh that fails takes the words in a dialog');
await operator.unroute(`**/api/cases/${number}`);
await id(operator, 'words').fill('');
await operator.keyboard.press('Escape');
await id(operator, 'stale').locator('button').click();
await id(operator, 'stale').waitFor({ state: 'detached' });
await id(operator, 'tab-notes').click();
await id(operator, 'note-text').fill('а'.repeat(40_001));
await id(operator, 'too-long').waitFor();
must(await id(operator, 'note-save').isDisabled(), 'a note that is too long is not sent');
await shot(operator, 'desk-too-long');
await operator.setViewportSize({ width: 320, height: 640 });
await operator.emulateMedia({ colorScheme: 'dark' });
must(await operator.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than a small screen');
await shot(operator, 'desk-too-long-320-dark');
await operator.emulateMedia({ colorScheme: 'light' });
await operator.setViewportSize({ width: 1280, height: 800 });
await id(operator, 'note-text').fill('Зразок нотатки');
await id(operator, 'note-save').click();
await id(operator, 'note').first().waitFor();
await operator.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'note-text');
await id(operator, 'tab-report').click();
const phone = await signIn('operator-2', { viewport: { width: 390, height: 760 } });
await rows(phone).last().click();
await id(phone, 'claim').waitFor();
await phone.goBack();
await id(phone, 'claim').waitFor({ state: 'detached' });
must((await rows(phone).first().isVisible()) && (await id(phone, 'locked').count()) === 0, 'Back returns to the list');
await phone.context().close();
said('slips can be undone or do nothing, and words stay through a broken connection');

// --- new cases, and what is unread -----------------------------------------------------------------------------------------------------
must(!(await id(operator, `row-${number}`).getAttribute('class')).includes('unread'), 'a case that was opened is read');
must((await id(operator, order[1]).getAttribute('class')).includes('unread'), 'a case that was never opened is unread');
const custody = async () => {
  await id(operator, 'tab-history').click();
  const all = await operator.locator('.history li').count();
  await id(operator, 'tab-report').click();
  return all;
};
await operator.waitForTimeout(500);
const looked = await custody();
const waiting = await count(operator, 'waiting');
const [one] = [await comesIn('A'), await comesIn('B'), await comesIn('C')];
await operator.waitForFunction(() => document.querySelector('[data-testid=fresh]')?.textContent?.includes('3'));
must((await numberOf(operator)) === number && (await rows(operator).count()) === order.length, 'what she reads did not move');
must((await count(operator, 'waiting')) === waiting + 3, 'the counts are new');
await shot(operator, 'desk-three-new');
await id(operator, 'fresh').click();
await operator.waitForFunction((before) => document.querySelectorAll('[data-testid^=row-]').length === before + 3, order.length);
must((await custody()) === looked, 'an open case is not opened again and again');
said('three new cases were announced without moving what she reads');

// --- snooze and undo -------------------------------------------------------------------------------------------------------------------
await id(operator, 'snooze').click();
await shot(operator, 'desk-snooze');
must((await id(operator, 'snooze-1').count()) === 0, 'danger now is not put away until tomorrow');
await id(operator, 'snooze-240').click();
await id(operator, 'undo').waitFor();
await shot(operator, 'desk-snoozed');
await operator.waitForFunction(() => document.querySelector('[data-testid=view-snoozed] .count')?.textContent === '1');
await id(operator, `row-${number}`).waitFor({ state: 'detached' });
await id(operator, 'undo').click();
await id(operator, 'case-open').waitFor();
must((await numberOf(operator)) === number, 'the undo brings the case back');
await operator.waitForFunction(() => document.querySelector('[data-testid=view-snoozed] .count')?.textContent === '0');
await id(operator, 'snooze').click();
await id(operator, 'snooze-60').click();
await id(operator, 'undo').waitFor();
await id(operator, 'view-snoozed').click();
await id(operator, `row-${number}`).click();
await id(operator, 'claim').click();
await id(operator, 'case-open').waitFor();
await id(operator, 'release').click();
await id(operator, 'case-open').waitFor({ state: 'detached' });
said('a snoozed case came back by undo and by taking it');

// --- two at one case -------------------------------------------------------------------------------------------------------------------
const second = await signIn('operator-2');
await id(operator, 'view-waiting').click();
await id(operator, order[1]).click();
await id(second, order[1]).click();
await Promise.all([id(operator, 'claim').click(), id(second, 'claim').click()]);
const first = await until(async () => ((await id(operator, 'case-open').count()) ? operator : (await id(second, 'case-open').count()) ? second : null), 'one of two');
const other = first === operator ? second : operator;
await id(other, 'notice').first().waitFor();
must(!(await id(other, 'case-open').count()), 'two hold one case');
said('of two who took one case at once one has it and the other knows who');

// --- a triaged and a closed case stay with the desk ------------------------------------------------------------------------------------
await id(first, 'close-case').click();
await id(first, 'close-confirm').click();
await first.locator('[data-testid=state-select]').evaluate((select) => select.value).then((value) => must(value !== undefined, 'state'));
await until(() => first.evaluate(() => document.querySelector('[data-testid=state-select]')?.value === 'closed'), 'closed');
await id(first, 'release').click();
await id(other, 'view-closed').click();
await id(other, order[1]).click();
await id(other, 'claim').click();
await id(other, 'case-open').waitFor();
await id(other, 'state-select').selectOption('waiting');
await until(() => other.evaluate(() => document.querySelector('[data-testid=state-select]')?.value === 'waiting'), 'waiting again');
await id(other, 'release').click();
said('a closed case is found in Closed, by the other operator too, and opened again');

// --- print, and what is read stays read ------------------------------------------------------------------------------------------------
await id(operator, 'view-waiting').click();
await id(operator, order[2]).click();
await id(operator, 'claim').click();
await id(operator, 'case-open').waitFor();
await operator.evaluate(() => dispatchEvent(new Event('beforeprint')));
const foot = await operator.evaluate(() => document.adoptedStyleSheets.map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('')).join(''));
must(foot.includes(await numberOf(operator)) && /20\d\d/.test(foot), 'a printed page carries number and time');
await operator.emulateMedia({ media: 'print', colorScheme: 'dark' });
const colours = await operator.evaluate(() => [...document.querySelectorAll('article *, article')].filter((one) => one.checkVisibility() && one.textContent.trim())
  .map((one) => getComputedStyle(one)).map((style) => `${style.color} on ${style.backgroundColor}`));
must(new Set(colours.filter((one) => !/^rgb\(0, 0, 0\) on (rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\))$/.test(one))).size === 0, `print is black on white: ${[...new Set(colours)].join(' | ')}`);
must(!(await operator.locator('.bar').isVisible()) && !(await operator.locator('.queue').isVisible()), 'only the case is printed');
await shot(operator, 'desk-print');
await operator.emulateMedia({ media: null, colorScheme: null });
await id(operator, 'release').click();
const again = await atTheGate('operator-1');
await enter(again);
await rows(again).first().waitFor();
must((await id(again, order[2]).getAttribute('class')).includes('unread'), 'another browser has seen nothing');
const kept = await operator.evaluate(() => JSON.stringify(localStorage));
must(!/[0-9A-Z]{4}-[0-9A-Z]{4}/.test(kept) && !/m-[0-9a-z]{8}/.test(kept), 'the browser keeps case numbers or members in clear');
await id(operator, 'lock').click();
await id(operator, 'sign-in').waitFor();
must(await operator.evaluate(() => localStorage.getItem('dodomu.root.sandbox') !== null), 'the lock forgets the pinned root');
await operator.locator('[data-testid=sign-in-file]').setInputFiles(`${process.argv[5]}/operator-1.age`);
await id(operator, 'sign-in-passphrase').fill(process.argv[6]);
await enter(operator);
await id(operator, order[2]).waitFor();
must(!(await id(operator, order[2]).getAttribute('class')).includes('unread'), 'what was read is read after the lock');
await chat(`chat/${one}/text`, { text: 'Ще одне речення' });
said('print is black on white with number and time; what was read stays read in this browser, sealed');

// --- a session that the server ended ---------------------------------------------------------------------------------------------------
await operator.context().clearCookies();
await id(operator, 'view-mine').click({ timeout: 5000 }).catch(() => undefined); // a hint of the server's may have told the page before
await operator.locator('.gate h1').waitFor();
await shot(operator, 'desk-ended');
must(!(await operator.locator('[data-testid^=row-]').count()), 'a session that ended leaves rows on the screen');
said('a session that the server ended locks the console and says so');
await end();

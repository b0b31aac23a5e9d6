// "My alerts" in a real browser: a chat is linked by the code that the page shows, an address by the code that a mail server got, quiet hours are kept; then axe over it, light and dark, narrow and wide.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chatUrl, consoleUrl, end, id, members, modules, must, open, passphrase, said, shot } from './browser.mjs';

const port = Number(process.argv[process.argv.length - 1]);
const letters = [];
const server = createServer((socket) => {
  let kept = '';
  let text = null;
  socket.write('220 sink\r\n');
  socket.on('error', () => undefined);
  socket.on('data', (more) => {
    kept += more;
    for (let at = kept.indexOf('\r\n'); at >= 0; at = kept.indexOf('\r\n')) {
      const line = kept.slice(0, at);
      kept = kept.slice(at + 2);
      if (text !== null) {
        if (line !== '.') { text.push(line); continue; }
        letters.push(text.join('\n'));
        text = null;
        socket.write('250 kept\r\n');
      } else if (line === 'DATA') {
        text = [];
        socket.write('354 go on\r\n');
      } else if (line === 'QUIT') {
        socket.end('221 bye\r\n');
      } else {
        socket.write(line.startsWith('RCPT') && line.includes('nobody') ? '550 5.1.1 no\r\n' : '250 yes\r\n');
      }
    }
  });
}).listen(port, '127.0.0.1');

async function enterMembers(name, options, english) {
  const page = await open(`${consoleUrl}members/#alerts`, options);
  if (english) await page.locator('.corner button').click();
  await id(page, 'sign-in-file').setInputFiles(join(members, `${name}.age`));
  await id(page, 'sign-in-passphrase').fill(passphrase);
  await id(page, 'sign-in').click();
  await id(page, 'chat-state').waitFor();
  return page;
}

const page = await enterMembers('operator-1', { viewport: { width: 1280, height: 800 } });
await shot(page, 'alerts-none');

await id(page, 'chat-link').click();
const say = await id(page, 'chat-say').textContent();
must(/^\/link [0-9a-z]{16}$/i.test(say), `a code is shown, not ${say}`);
const deep = await id(page, 'chat-open').getAttribute('href');
must(/^https:\/\/t\.me\/\w+\?start=link-[0-9a-z]{16}$/i.test(deep), `a link to the bot is shown, not ${deep}`);
await shot(page, 'alerts-code');
const chat = await open(chatUrl, { viewport: { width: 360, height: 760 } });
await id(chat, 'start').click();
await id(chat, 'composer').fill(say);
await id(chat, 'send').click();
await page.locator('[data-testid=chat-state][data-linked=true]').waitFor();
await chat.locator('[data-testid=message][data-from=bot]').filter({ hasText: 'під’єднано' }).waitFor();
said('a chat was linked by its code');

await id(page, 'mail-address').fill('nobody@example.org');
await id(page, 'mail-send').click();
await id(page, 'mail-said').filter({ hasText: 'Такої скриньки немає' }).waitFor();
await id(page, 'mail-address').fill('canary.member@example.org');
await id(page, 'mail-send').click();
await id(page, 'mail-said').filter({ hasText: 'надіслано' }).waitFor();
const letter = letters.at(-1);
const body = /base64/.test(letter) ? Buffer.from(letter.slice(letter.indexOf('\n\n')), 'base64').toString() : letter.slice(letter.indexOf('\n\n'));
const code = /\b[0-9a-z]{8}\b/.exec(body)[0];
await id(page, 'mail-code').fill('00000000');
await id(page, 'mail-confirm').click();
await id(page, 'mail-said').filter({ hasText: 'не той код' }).waitFor();
await shot(page, 'alerts-mail-code');
await id(page, 'mail-code').fill(code);
await id(page, 'mail-confirm').click();
await page.locator('[data-testid=mail-state][data-linked=true]').waitFor();
must((await id(page, 'mail-state').textContent()).includes('c…@example.org'), 'the address is shown by its first letter only');
must(!(await page.content()).includes('canary.member'), 'the whole address is not shown');
said('an address was linked by the code that it got');

await id(page, 'quiet-on').check();
await id(page, 'quiet-from').fill('');
await id(page, 'quiet-wrong').filter({ hasText: 'Впишіть обидва часи' }).waitFor();
must(await id(page, 'quiet-save').isDisabled(), 'an empty time is not saved as the one before');
await id(page, 'quiet-from').fill('06:15');
await id(page, 'quiet-to').fill('06:15');
await id(page, 'quiet-wrong').filter({ hasText: 'однакові' }).waitFor();
await id(page, 'quiet-from').fill('21:30');
await id(page, 'quiet-to').fill('06:15');
await id(page, 'quiet-zone').selectOption('Europe/Warsaw');
await id(page, 'quiet-save').click();
await id(page, 'quiet-said').filter({ hasText: 'Збережено' }).waitFor();
await shot(page, 'alerts-linked');
const kept = await page.evaluate(async () => (await fetch('/api/me/alerts')).json());
must(kept.from === 21 * 60 + 30 && kept.to === 6 * 60 + 15 && kept.zone === 'Europe/Warsaw', 'quiet hours are kept');
said('quiet hours are kept');

const axe = readFileSync(join(modules, 'axe-core', 'axe.min.js'), 'utf8');
const faults = [];
for (const [name, options, english] of [['uk-light', { viewport: { width: 1280, height: 800 } }, false], ['en-dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }, true], ['uk-narrow', { viewport: { width: 320, height: 640 } }, false], ['uk-dark', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }, false]]) {
  const one = await enterMembers('operator-1', { reducedMotion: 'reduce', ...options }, english);
  await one.evaluate(axe);
  const { violations } = await one.evaluate(() => window.axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
  }));
  for (const fault of violations) faults.push(`${name}: ${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  const over = await one.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) faults.push(`${name}: ${over} px wider than the screen`);
  if (process.argv[7]) await one.screenshot({ path: join(process.argv[7], `alerts-${name}.png`), fullPage: true });
  await one.close();
}
must(faults.length === 0, faults.join('\n'));
said('axe finds nothing');

await id(page, 'chat-unlink').click();
await page.locator('[data-testid=chat-state][data-linked=false]').waitFor();
await id(page, 'mail-unlink').click();
await page.locator('[data-testid=mail-state][data-linked=false]').waitFor();
said('both were unlinked');
await end();
server.close();

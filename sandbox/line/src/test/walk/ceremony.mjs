// The whole ceremony in real headless Chromium: a rehearsal, the founding by three leads in browsers of their own with k = 2 and recovery papers, an invitation, the vetting by two, the new
// member's sign-in, a renewal, a removal. The line requires passkeys, and every member has an authenticator of their own.
// With `on` the passkeys have a PRF and one touch unlocks the key; with `off` they have none, and everybody opens the key file by its passphrase too.
// node ceremony.mjs NODE_MODULES CHAT CONSOLE MEMBERS PASSPHRASE PICTURES TOKEN on|off; leaves the papers in MEMBERS, as a safe would have them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, chatUrl, consoleUrl, end, id, members, must, open, said, shot } from './browser.mjs';

const token = process.argv[8];
const hasPrf = process.argv[9] === 'on';
const page = `${consoleUrl}members/`;
const secret = (name) => `${name} довгий пароль на флешці`;
const words = (where, name) => id(where, name).innerText();

/** Makes keys, saves the file, and shows it to the page again. */
async function makeKeys(who, name) {
  await id(who, 'new-passphrase').fill(secret(name));
  await id(who, 'new-passphrase-again').fill(secret(name));
  const saved = who.waitForEvent('download');
  await id(who, 'make-keys').click();
  const file = join(members, `${name}.age`);
  await (await saved).saveAs(file);
  await id(who, 'check-file').setInputFiles(file);
}

const options = { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, hasPrf, automaticPresenceSimulation: true };
const pockets = new Map();

/** The person's authenticator in this page, with the passkeys that they have; what it holds afterwards is put back by `keep`. */
async function authenticator(who, name) {
  const cdp = await who.context().newCDPSession(who);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  for (const credential of pockets.get(name) ?? []) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential });
  const keep = async () => pockets.set(name, (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials);
  const lose = () => cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  return { keep, lose };
}

/** Makes the passkey that the line requires: there is no way around it. */
async function makePasskey(who, name, goOn = true) {
  const own = await authenticator(who, name);
  await id(who, 'enrol-add').waitFor();
  must((await id(who, 'enrol-skip').count()) === 0 && (await id(who, 'enrol-on').count()) === 0, 'a required passkey is not skipped');
  await shot(who, `ceremony-passkey-${name}`);
  await id(who, 'enrol-add').click();
  await id(who, 'enrol-second').waitFor();
  await own.keep();
  if (goOn) await id(who, 'enrol-on').click();
  return own;
}

/** Copies the paper by hand, and types back what is asked. */
async function paper(who, name) {
  await id(who, 'paper').waitFor();
  await shot(who, `ceremony-paper-${name}`);
  const groups = await who.locator('[data-testid^=group-]').allInnerTexts();
  writeFileSync(join(members, `paper-${name}.txt`), groups.join('') + '\n', { mode: 0o600 });
  await id(who, 'printed').click();
  const asked = await who.locator('[data-testid^=type-]').evaluateAll((all) => all.map((one) => one.dataset.testid));
  must(asked.length === 3, 'the page asks for three groups');
  await id(who, asked[0]).fill('WRONG1');
  must(await id(who, 'paper-right').isDisabled(), 'a wrong group is not taken');
  for (const one of asked) await id(who, one).fill(groups[Number(one.slice(5))].toLowerCase());
  await id(who, 'paper-right').click();
}

async function founderComes(link, name, holds) {
  const who = await open(link, { viewport: { width: 1280, height: 900 } });
  await makeKeys(who, name);
  if (holds) await paper(who, name);
  const first = await makePasskey(who, name, holds);
  if (!holds) {
    await first.lose();
    await authenticator(who, `${name}, another device`);
    await id(who, 'enrol-add').click();
    await id(who, 'enrol-second').waitFor({ state: 'detached' });
    must((await id(who, 'enrol-made').innerText()).includes('2'), 'a second passkey, of another device, is made in the same place');
    await id(who, 'enrol-on').click();
  }
  await id(who, 'own-words').waitFor();
  return who;
}

async function signInAt(where, name) {
  const who = await open(where, { viewport: { width: 1280, height: 900 } });
  const own = await authenticator(who, name);
  await id(who, 'sign-in-file').setInputFiles(join(members, `${name}.age`));
  await id(who, 'sign-in-passphrase').fill(secret(name));
  await id(who, 'sign-in').click();
  await who.waitForFunction(() => !document.querySelector('[data-testid=sign-in]') || document.querySelector('[data-testid=sign-in-fault]'));
  await own.keep();
  return who;
}

const rehearsal = await open(`${page}#rehearsal`, { viewport: { width: 320, height: 700 } });
const calls = [];
rehearsal.on('request', (request) => { if (request.method() === 'POST') calls.push(request.url()); });
await id(rehearsal, 'begin').waitFor();
must(!(await id(rehearsal, 'rehearse').count()), 'a rehearsal offers no rehearsal');
await id(rehearsal, 'begin').click();
await id(rehearsal, 'links-given').click();
await makeKeys(rehearsal, 'rehearsal');
await paper(rehearsal, 'rehearsal');
for (const i of [0, 1]) {
  await id(rehearsal, `heard-${i}`).check();
  await id(rehearsal, `name-${i}`).fill(`Зразок ${i}`);
}
await id(rehearsal, 'name-own').fill('Я');
await shot(rehearsal, 'ceremony-rehearsal-320');
await id(rehearsal, 'draft').click();
await id(rehearsal, 'founded').waitFor();
const ending = await id(rehearsal, 'founded').innerText();
must(ending.includes('несправжні') && !ending.includes('DODOMU'), 'a rehearsal gives no real order');
await shot(rehearsal, 'ceremony-rehearsal-end-320');
must(calls.length === 0, `the rehearsal sent something: ${calls.join()}`);
await rehearsal.context().close();
said('the rehearsal went through and sent nothing');

const anna = await open(`${page}#setup=${token}`, { viewport: { width: 1280, height: 900 } });
await shot(anna, 'ceremony-begin');
await id(anna, 'begin').click();
const links = [await id(anna, 'link-1').inputValue(), await id(anna, 'link-2').inputValue()];
await shot(anna, 'ceremony-links');
await id(anna, 'links-given').click();
await makeKeys(anna, 'anna');
await paper(anna, 'anna');
await makePasskey(anna, 'anna');
await id(anna, 'waiting').waitFor();
const borys = await founderComes(links[0], 'borys', true);
const vira = await founderComes(links[1], 'vira', false);
const thief = await open(links[1]);
await id(thief, 'open-file').waitFor();
await thief.context().close();
said('three founders made their keys and passkeys, two of them a recovery paper, and a link works once');

await id(anna, 'words-1').waitFor();
const own = [await words(borys, 'own-words'), await words(vira, 'own-words'), await words(anna, 'own-words')];
must(own[0] === (await words(anna, 'words-0')) && own[1] === (await words(anna, 'words-1')), 'the first sees the words of the others');
await id(borys, 'words-1').waitFor();
must(own[2] === (await words(borys, 'words-0')) && own[1] === (await words(borys, 'words-1')), 'the second sees the words of the others');
must(new Set(own).size === 3, 'the words differ');
must(await id(anna, 'draft').isDisabled(), 'nothing is drafted before the words were heard');
for (const i of [0, 1]) {
  await id(anna, `heard-${i}`).check();
  await id(anna, `name-${i}`).fill(['Борис Засновник', 'Віра Засновниця'][i]);
}
await id(anna, 'name-own').fill('Анна Засновниця');
await shot(anna, 'ceremony-compare');
await id(anna, 'draft').click();
await id(anna, 'signed').waitFor();
const root = await words(anna, 'draft-words');
for (const [who, name] of [[borys, 'borys'], [vira, 'vira']]) {
  await id(who, 'sign').waitFor();
  must(await id(who, 'sign').isDisabled(), 'nothing is signed before the words were heard');
  for (const i of [0, 1]) await id(who, `heard-${i}`).check();
  must((await words(who, 'sign-words')) === root, 'all sign the same bytes');
  await who.getByText('Анна Засновниця').first().waitFor();
  await shot(who, `ceremony-sign-${name}`);
  await id(who, 'sign').click();
}
for (const who of [anna, borys, vira]) {
  await id(who, 'founded').waitFor();
  must((await words(who, 'root-words')) === root, 'all see the root that they signed');
}
await shot(anna, 'ceremony-founded');
said('all signed the same bytes, and the line is founded');

const late = await open(`${page}#setup=${token}`);
await late.getByRole('alert').waitFor();
await late.context().close();
for (const who of [anna, borys, vira]) await who.context().close();
said('the set-up link founds nothing again');

const stolen = await open(page);
await id(stolen, 'sign-in-file').setInputFiles(join(members, 'anna.age'));
await id(stolen, 'sign-in-passphrase').fill(secret('anna'));
await authenticator(stolen, 'a thief');
await id(stolen, 'sign-in').click();
await id(stolen, 'sign-in-fault').waitFor();
await stolen.context().close();
const lead = await signInAt(page, 'anna');
await id(lead, 'invite-operator').waitFor();
said('a founder signs in with her key and the passkey of the founding, and a thief of her key file does not');
await id(lead, 'invite-operator').check();
await id(lead, 'invite').click();
const invitation = await id(lead, 'invite-link').inputValue();
const forged = await open(invitation.replace(/\.[0-9a-f]{64}$/, `.${'0'.repeat(64)}`));
await id(forged, 'link-problem').waitFor();
await forged.context().close();
const candidate = await open(invitation, { viewport: { width: 320, height: 700 }, colorScheme: 'dark' });
await id(candidate, 'accept').check();
await id(candidate, 'candidate-name').fill('Галина Операторка');
await id(candidate, 'conflicts').fill('CANARY-conflict: дядько служив там');
await shot(candidate, 'ceremony-candidate-320-dark');
await id(candidate, 'declared').click();
await makeKeys(candidate, 'halyna');
await id(candidate, 'enrol-add').waitFor();
await lead.reload();
await id(lead, 'sign-in-file').setInputFiles(join(members, 'anna.age'));
await id(lead, 'sign-in-passphrase').fill(secret('anna'));
await id(lead, 'sign-in').click();
await id(lead, 'invite-operator').waitFor();
must((await id(lead, 'candidate').count()) === 0, 'whoever has no passkey yet has not answered');
const hers = await makePasskey(candidate, 'halyna');
await id(candidate, 'candidate-waits').waitFor();
await shot(candidate, 'ceremony-candidate-words-320-dark');
const read = await words(candidate, 'candidate-words');
const second = await open(invitation);
await second.getByText('Відповідь надіслано').waitFor();
await id(second, 'open-file').waitFor();
await second.context().close();
said('the invited person answered once');

await id(lead, 'candidate').waitFor();
must((await words(lead, 'candidate-words')) === read, 'the lead sees the words that the candidate reads out');
must((await words(lead, 'declared-conflicts')).includes('CANARY-conflict'), 'the lead reads the declaration');
must(await id(lead, 'propose-candidate').isDisabled(), 'nothing is proposed before the words were heard');
await id(lead, 'candidate-heard').check();
await shot(lead, 'ceremony-vetting');
await id(lead, 'propose-candidate').click();
await id(lead, 'proposal').waitFor();
const early = await signInAt(consoleUrl, 'halyna');
await id(early, 'sign-in-fault').waitFor();
await early.context().close();
said('one lead alone adds nobody');

const other = await signInAt(page, 'borys');
await id(other, 'proposal').waitFor();
must((await words(other, 'proposal-words')) === read, 'the second lead compares the same words');
must(await id(other, 'sign-proposal').isDisabled(), 'the second lead too must hear them');
await id(other, 'proposal-heard').check();
await shot(other, 'ceremony-proposal');
await id(other, 'sign-proposal').click();
await other.locator('[data-testid^=member-]').filter({ hasText: 'Галина Операторка' }).waitFor();
await candidate.goto(consoleUrl);
await id(candidate, 'sign-in-passkey').click();
if (!hasPrf) {
  await id(candidate, 'passkey-taken').waitFor();
  must((await candidate.evaluate(() => fetch('/api/me').then((answer) => answer.status))) === 401, 'a passkey without a PRF is no session');
  await id(candidate, 'sign-in-file').setInputFiles(join(members, 'halyna.age'));
  await id(candidate, 'sign-in-passphrase').fill(secret('halyna'));
  await id(candidate, 'sign-in').click();
}
await id(candidate, 'view-waiting').waitFor();
must((await candidate.locator('.who').innerText()).includes('Галина Операторка'), 'her own key is open');
await hers.keep();
said('with the second signature she is a member, and the passkey that she made as a candidate opens her desk');

// --- the first case: told, opened, handed over after a fresh proof ------------------------------------------------------------------------
const chat = await open(chatUrl, { viewport: { width: 360, height: 760 } });
const press = (choice) => chat.locator(`[data-testid=inline-button][data-data$=":${choice}"]`).last().click();
await id(chat, 'start').click();
for (const choice of ['uk', 'yes', 'danger']) await press(choice);
await chat.locator('[data-testid=inline-button][data-data$=":back"]').last().waitFor();
await id(chat, 'composer').fill('CANARY-FIRST дитину повезуть завтра');
await id(chat, 'send').click();
await chat.waitForFunction(() => document.querySelectorAll('[data-testid=message][data-from=person]').length === 0);
await chat.context().close();
await candidate.setViewportSize({ width: 1280, height: 900 });
await id(candidate, 'fresh').or(candidate.locator('[data-testid^=row-]')).first().click();
await candidate.locator('[data-testid^=row-]').first().click();
const firstCase = (await candidate.locator('[data-testid^=row-]').first().getAttribute('data-testid')).slice('row-'.length);
await id(candidate, 'claim').click();
await candidate.getByText('CANARY-FIRST дитину повезуть завтра').first().waitFor();
await candidate.getByRole('heading', { name: 'Сказано одразу' }).waitFor();
await shot(candidate, 'ceremony-first-case');
let stale = true;
let proofs = 0;
candidate.on('request', (request) => { if (request.url().endsWith('/api/step-up')) proofs++; });
await candidate.route('**/api/cases/*/grants', (route) => {
  if (!stale) return route.continue();
  stale = false;
  return route.fulfill({ status: 403, contentType: 'application/json', body: '{"error":"step-up"}' });
});
await id(candidate, 'hand-over').click();
await candidate.locator('dialog label').filter({ hasText: 'Борис Засновник' }).locator('input').check();
await id(candidate, 'hand-over-confirm').click();
await candidate.locator('dialog').first().waitFor({ state: 'detached' });
must(proofs === 1, 'handing over asked for the passkey once more');
await candidate.getByText(`Справу ${firstCase} передано.`).waitFor();
await hers.keep();
await candidate.context().close();
const granted = await signInAt(consoleUrl, 'borys');
await id(granted, 'view-granted').click();
await id(granted, `row-${firstCase}`).click();
await granted.getByText('CANARY-FIRST дитину повезуть завтра').first().waitFor();
await granted.context().close();
said('her first case: she reads it, hands it over after a fresh proof, and he to whom it was granted reads it');

const row = lead.locator('[data-testid^=member-]').filter({ hasText: 'Галина Операторка' });
await row.waitFor();
await row.locator('summary').first().click();
await row.locator('input[type=date]').fill(new Date(Date.now() + 500 * 86_400_000).toISOString().slice(0, 10));
await row.locator('button').click();
await id(lead, 'change-until').waitFor();
await id(other, 'change-until').waitFor();
await id(other, 'sign-proposal').click();
await id(other, 'change-until').waitFor({ state: 'detached' });
await id(lead, 'change-until').waitFor({ state: 'detached' });
await shot(lead, 'ceremony-members');
said('two leads renewed her vetting');

const gone = (await row.getAttribute('data-testid')).slice('member-'.length);
const present = await signInAt(consoleUrl, 'halyna');
await id(present, 'view-waiting').waitFor();
await id(lead, `remove-${gone}`).click();
await id(lead, 'readable').waitFor();
const willRead = await id(lead, 'next-readers-main').innerText();
must(willRead.includes('Анна Засновниця') && willRead.includes('Віра Засновниця') && !willRead.includes('Галина'), 'the lead sees who will read');
await row.scrollIntoViewIfNeeded();
await shot(lead, 'ceremony-removal');
await lead.setViewportSize({ width: 320, height: 800 });
await lead.emulateMedia({ colorScheme: 'dark' });
await id(lead, `propose-removal-${gone}`).scrollIntoViewIfNeeded();
await shot(lead, 'ceremony-removal-320-dark');
must(await lead.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than a small screen');
await lead.setViewportSize({ width: 1280, height: 900 });
await id(lead, `propose-removal-${gone}`).click();
await id(lead, 'change-leaves').waitFor();
await id(lead, 'change-epoch').waitFor();
await id(other, 'change-leaves').waitFor();
await id(other, 'change-epoch').waitFor();
await id(other, 'leaving').waitFor();
await shot(other, 'ceremony-removal-second');
await id(other, 'sign-proposal').click();
await id(lead, `former-${gone}`).waitFor();
must((await id(lead, `former-${gone}`).innerText()).includes('Галина Операторка'), 'a former member keeps the name for leads');
await id(lead, `former-${gone}`).click();
await id(lead, 'sealing-main').and(lead.locator('[data-left="0"]')).waitFor();
await id(lead, `former-${gone}`).scrollIntoViewIfNeeded();
await shot(lead, 'ceremony-removed');
await id(present, 'sign-in-file').waitFor();
await present.context().close();
const shut = await signInAt(consoleUrl, 'halyna');
await id(shut, 'sign-in-fault').waitFor();
await shut.context().close();
said('two leads removed her: her open page and her key let her in no more');

// --- a lead loses her key: the two others remove her, and whoever found it signs nothing --------------------------------------------------
const lost = (await lead.locator('[data-testid^=member-]').filter({ hasText: 'Віра Засновниця' }).getAttribute('data-testid')).slice('member-'.length);
const finder = await signInAt(page, 'vira');
await id(finder, `member-${lost}`).waitFor();
await id(lead, `remove-${lost}`).click();
await id(lead, `propose-removal-${lost}`).click();
await id(lead, 'change-leaves').waitFor();
await id(finder, 'change-leaves').waitFor();
must((await id(finder, 'sign-proposal').count()) === 0, 'who leaves does not sign it');
await id(other, 'change-leaves').waitFor();
await id(other, 'sign-proposal').click();
await id(lead, `former-${lost}`).waitFor();
await id(finder, 'sign-in-file').waitFor();
await finder.context().close();
await id(lead, 'sealing-main').and(lead.locator('[data-left="0"]')).waitFor();
said('a lead who lost her key is removed by the two others, and her key signs nothing');
await end();
void browser;

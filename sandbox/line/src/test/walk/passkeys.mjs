// Passkeys in a real browser with virtual authenticators: made, one touch signs in and unlocks, without PRF the key file is asked for too; no request ever holds the PRF's output.
import { join } from 'node:path';
import { atTheGate, consoleUrl, end, enter, id, members, must, passphrase, said, shot } from './browser.mjs';

async function authenticator(page, hasPrf) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, hasPrf, automaticPresenceSimulation: true },
  });
  return { cdp, authenticatorId };
}

/** Keeps the PRF's outputs aside while the page uses them, and every request's body. */
async function listen(page) {
  const bodies = [];
  page.on('request', (request) => bodies.push(request.url() + (request.postData() ?? '') + JSON.stringify(request.headers())));
  await page.context().addInitScript(() => {
    const got = (window.prfOutputs = []);
    const results = PublicKeyCredential.prototype.getClientExtensionResults;
    PublicKeyCredential.prototype.getClientExtensionResults = function () {
      const all = results.call(this);
      const first = all.prf?.results?.first;
      if (first) got.push([...new Uint8Array(first)]);
      return all;
    };
  });
  await page.reload();
  return bodies;
}

function forms(bytes) {
  const raw = Buffer.from(bytes);
  return [raw.toString('base64'), raw.toString('base64url'), raw.toString('hex'), [...raw].join(','), raw.toString('base64').slice(0, 20)];
}

async function keptToItself(page, bodies) {
  const outputs = await page.evaluate(() => window.prfOutputs);
  for (const bytes of outputs) {
    must(bytes.length === 32 && new Set(bytes).size > 8, 'a PRF yields 32 bytes');
    for (const form of forms(bytes)) must(!bodies.some((body) => body.includes(form)), 'the PRF output is in a request');
  }
  return outputs.length;
}

const byFile = async (page, name) => {
  await id(page, 'sign-in-file').setInputFiles(join(members, `${name}.age`));
  await id(page, 'sign-in-passphrase').fill(passphrase);
  await enter(page);
};

async function makePasskey(page) {
  await id(page, 'my-passkeys').click();
  await id(page, 'passkey-add').click();
  await id(page, 'passkey').first().waitFor();
}

// --- with PRF ---------------------------------------------------------------------------------------------------------------------------
const page = await atTheGate('operator-1');
const { cdp, authenticatorId } = await authenticator(page, true);
const bodies = await listen(page);
await byFile(page, 'operator-1');
await makePasskey(page);
await id(page, 'passkey-second').waitFor();
await shot(page, 'passkeys-made');
must((await keptToItself(page, bodies)) > 0, 'the authenticator has a PRF');
must(bodies.some((body) => /"wrapped":"[\w-]{100,}"/.test(body)), 'a wrapped copy was sent');
await page.keyboard.press('Escape');
await id(page, 'lock').click();
await id(page, 'sign-in-passkey').waitFor();
await shot(page, 'passkeys-sign-in');
const before = (await page.context().cookies()).filter((one) => one.name === '__Host-sid').map((one) => one.value).join();
await id(page, 'sign-in-passkey').click();
await page.locator('[data-testid^=view-]').first().waitFor();
const after = (await page.context().cookies()).filter((one) => one.name === '__Host-sid').map((one) => one.value).join();
must(after !== '' && after !== before, 'the session has another id');
must((await page.locator('.who').innerText()).includes('операторка 1'), 'the unlocked key reads the members\' names');
must((await keptToItself(page, bodies)) > 1, 'the PRF was used to sign in');
said('one touch signs in and unlocks the key, and the PRF output is in no request');

// --- a fresh proof before handing over ------------------------------------------------------------------------------------------------
await page.locator('[data-testid^=row-]').first().click();
await id(page, 'claim').click();
await id(page, 'case-open').waitFor();
let held = true;
let proofs = 0;
await page.route('**/api/cases/*/grants', async (route) => {
  if (!held) return route.continue();
  held = false;
  return route.fulfill({ status: 403, contentType: 'application/json', body: '{"error":"step-up"}' });
});
page.on('request', (request) => { if (request.url().endsWith('/api/step-up')) proofs++; });
await id(page, 'hand-over').click();
await page.locator('[data-testid^=hand-over-member-]').first().check();
await id(page, 'hand-over-confirm').click();
await page.locator('dialog').waitFor({ state: 'detached' });
must(proofs === 1 && !held, 'a fresh passkey was asked for, and the act done after it');
await keptToItself(page, bodies);
said('handing over asks for the passkey again and then goes on');

// --- broken off, and a stolen key file -------------------------------------------------------------------------------------------------
await id(page, 'lock').click();
const thief = await atTheGate('operator-1');
await authenticator(thief, true);
await id(thief, 'sign-in').click();
await id(thief, 'sign-in-fault').waitFor({ timeout: 60_000 });
must(!(await thief.locator('[data-testid^=view-]').count()), 'a stolen key file opens nothing');
await thief.context().close();
said('without the passkey the key file opens nothing');

// --- leaving ----------------------------------------------------------------------------------------------------------------------------
await id(page, 'sign-in-passkey').click();
await page.locator('[data-testid^=row-]').first().waitFor();
const row = await page.locator('[data-testid^=row-]').first().getAttribute('data-testid');
await page.goto(`${consoleUrl}api/line`);
await page.goBack();
await id(page, 'sign-in-passkey').waitFor();
must(!(await page.content()).includes(row) && !(await page.locator('[data-testid^=view-]').count()), 'the back button shows nothing');
must((await page.evaluate(() => fetch('/api/me').then((answer) => answer.status))) === 401, 'leaving ended the session');
said('the back button shows nothing');
await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
await id(page, 'sign-in-passkey').click();
await id(page, 'sign-in-fault').waitFor();
must(!(await page.locator('[data-testid^=view-]').count()), 'without user verification nobody comes in');
await page.context().close();

// --- without PRF ------------------------------------------------------------------------------------------------------------------------
const plain = await atTheGate('operator-2');
await authenticator(plain, false);
const sent = await listen(plain);
await byFile(plain, 'operator-2');
await makePasskey(plain);
must((await keptToItself(plain, sent)) === 0 && sent.some((body) => body.includes('"wrapped":""')), 'nothing was wrapped without PRF');
await plain.keyboard.press('Escape');
await id(plain, 'lock').click();
await id(plain, 'sign-in-passkey').click();
await id(plain, 'passkey-taken').waitFor();
await shot(plain, 'passkeys-half');
must((await plain.evaluate(() => fetch('/api/me').then((answer) => answer.status))) === 401, 'a passkey alone is no session');
await byFile(plain, 'operator-2');
await id(plain, 'lock').click();
await byFile(plain, 'operator-2');
said('without PRF the passkey and the key file sign in together, in either order');
await end();

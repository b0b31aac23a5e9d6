// What needs a second person: a lead who joined later sees what waits, reads a case that another holds, confirms no reason that does not open, and is asked once more before a case is destroyed.
import { join } from 'node:path';
import { consoleUrl, end, enter, id, members, must, open, passphrase, said, shot, signIn } from './browser.mjs';

const rows = (page) => page.locator('[data-testid^=row-]');
const decisions = (page) => id(page, 'lead-lists').locator('.count');
const proposal = (page, number) => id(page, `proposal-${number}`);

async function take(page) {
  await id(page, 'next').click();
  await id(page, 'case-open').waitFor();
  return (await page.locator('.case-head .number').innerText()).trim();
}

async function propose(page, what) {
  await id(page, `ask-${what}`).click();
  await id(page, 'words').fill(`Зразок: чому ${what}`);
  await id(page, 'words-confirm').click();
  await id(page, 'take-back').waitFor();
}

// --- a second lead joins, after the first proposal ---------------------------------------------------------------------------------------
const first = await signIn('lead');
await rows(first).first().waitFor();
must((await decisions(first).innerText()) === '0', 'nothing waits for a decision yet');
const older = await take(first);
await propose(first, 'destruction');
must((await decisions(first).innerText()) === '0', 'her own proposal waits for others');
const vouching = await open(`${consoleUrl}members/`, { viewport: { width: 1280, height: 900 } });
await id(vouching, 'sign-in-file').setInputFiles(join(members, 'lead.age'));
await id(vouching, 'sign-in-passphrase').fill(passphrase);
await id(vouching, 'sign-in').click();
await id(vouching, 'invite-lead').check();
await id(vouching, 'invite').click();
const candidate = await open(await id(vouching, 'invite-link').inputValue(), { viewport: { width: 1280, height: 800 } });
await id(candidate, 'accept').check();
await id(candidate, 'candidate-name').fill('Зразок: друга керівниця');
await id(candidate, 'conflicts').fill('Немає');
await id(candidate, 'declared').click();
await id(candidate, 'new-passphrase').fill(passphrase);
await id(candidate, 'new-passphrase-again').fill(passphrase);
const [saved] = await Promise.all([candidate.waitForEvent('download'), id(candidate, 'make-keys').click()]);
const file = join(members, 'second-lead.age');
await saved.saveAs(file);
await id(candidate, 'check-file').setInputFiles(file);
await id(candidate, 'enrol-skip').or(id(candidate, 'candidate-waits')).waitFor();
if (await id(candidate, 'enrol-skip').count()) await id(candidate, 'enrol-skip').click();
await id(candidate, 'candidate-waits').waitFor();
await id(vouching, 'candidate').waitFor();
await id(vouching, 'invite-used').waitFor();
must(!(await id(vouching, 'invite-link').count()), 'a link that was answered is offered no more');
await id(vouching, 'candidate-heard').check();
await id(vouching, 'propose-candidate').click();
await id(vouching, 'candidate').waitFor({ state: 'detached' });
const second = await open(consoleUrl, { viewport: { width: 1280, height: 800 } });
await id(second, 'sign-in-file').setInputFiles(file);
await id(second, 'sign-in-passphrase').fill(passphrase);
await enter(second);
await rows(second).first().waitFor();
must((await decisions(second).innerText()) === '1', 'what waits for her is counted');
await id(second, 'lead-lists').click();
await proposal(second, older).locator('.broken').waitFor();
must(await proposal(second, older).getByTestId('proposal-confirm').isDisabled(), 'a reason that does not open cannot be confirmed');
must(await proposal(second, older).getByTestId('proposal-decline').isEnabled(), 'it can be declined');
await shot(second, 'decisions-broken');
said('a reason that was not sealed to her cannot be confirmed');

// --- to look is not to take --------------------------------------------------------------------------------------------------------------
await proposal(second, older).getByTestId('proposal-open').click();
await id(second, 'case-open').waitFor();
must((await second.locator('.value').count()) > 0, 'the case is read');
must(!(await id(second, 'notice').count()) && !(await id(second, 'renew').count()) && !(await id(second, 'hand-over').count()), 'she does not hold it');
await id(second, 'tab-notes').click();
await second.locator('.members-only').waitFor();
must(!(await id(second, 'note-text').count()), 'who only reads is offered no note');
await id(second, 'tab-history').click();
must((await second.locator('.history li').filter({ hasText: 'друга керівниця' }).filter({ hasText: 'Відкрито' }).count()) === 1, 'her opening is in the log once');
must((await second.locator('.history li').filter({ hasText: 'друга керівниця' }).filter({ hasText: 'Взято' }).count()) === 0, 'she took nothing');
await shot(second, 'decisions-read');
must(await first.getByTestId('renew').isVisible(), 'the one who proposed still holds it');
said('a lead reads a held case that waits for her, and does not take it');

// --- destroying is asked once more -------------------------------------------------------------------------------------------------------
await id(first, 'take-back').click();
await id(first, 'take-back').waitFor({ state: 'detached' });
must((await id(first, 'case-open').count()) === 1, 'who takes a proposal back keeps the case before her');
await first.reload();
await id(first, 'sign-in-file').setInputFiles(join(members, 'lead.age'));
await id(first, 'sign-in-passphrase').fill(passphrase);
await enter(first);
await id(first, 'view-mine').click();
await id(first, `row-${older}`).click();
await id(first, 'case-open').waitFor();
await propose(first, 'destruction');
await second.waitForFunction(() => document.querySelector('[data-testid=lead-lists] .count')?.textContent === '1');
await id(second, 'lead-lists').click();
await proposal(second, older).getByTestId('reason').filter({ hasText: 'Зразок: чому' }).waitFor();
must((await proposal(second, older).innerText()).includes('Це не можна повернути'), 'the one who confirms reads what it does');
await proposal(second, older).getByTestId('proposal-confirm').click();
await id(second, 'destroy-confirm').waitFor();
must((await second.evaluate(() => document.activeElement?.tagName)) === 'H2', 'the focus begins at the question');
await shot(second, 'decisions-destroy');
await second.keyboard.press('Enter');
await second.waitForTimeout(300);
must((await id(second, 'destroy-confirm').count()) === 1, 'a second Enter destroys nothing');
await second.keyboard.press('Escape');
await id(second, 'destroy-confirm').waitFor({ state: 'detached' });
must(await proposal(second, older).isVisible(), 'nothing was confirmed by a slip');
await proposal(second, older).getByTestId('proposal-confirm').click();
await id(second, 'destroy-confirm').click();
await proposal(second, older).waitFor({ state: 'detached' });
await second.keyboard.press('Escape');
await id(second, `row-${older}`).waitFor({ state: 'detached' });
said('a second lead destroys only after she was asked once more');
await end();

// Two people who change their mind: in English one withdraws and takes it back, in Russian one hides, changes the language and lets the line forget. The console sees it.
import { chatUrl, end, id, must, open, said, shot, signIn } from './browser.mjs';

async function person(name) {
  const page = await open(chatUrl, { viewport: { width: 360, height: 760 } });
  const bot = page.locator('[data-testid=message][data-from=bot]');
  return {
    page,
    card: (text) => bot.filter({ hasText: text }).last().waitFor(),
    press: (choice) => page.locator(`[data-testid=inline-button][data-data$=":${choice}"]`).last().click(),
    write: async (text) => {
      await id(page, 'composer').fill(text);
      await id(page, 'send').click();
    },
    shows: () => bot.allInnerTexts().then((all) => all.join('\n')),
    shot: (what) => shot(page, `leaving-${name}-${what}`),
  };
}

async function reportsDanger(chat, language) {
  if (await id(chat.page, 'start').isVisible()) await id(chat.page, 'start').click();
  else await chat.write('/start');
  await chat.page.locator(`[data-testid=inline-button][data-data$=":${language}"]`).last().waitFor();
  await chat.press(language);
  await chat.page.locator('[data-testid=inline-button][data-data$=":yes"]').last().waitFor();
  await chat.press('yes');
  await chat.page.locator('[data-testid=inline-button][data-data$=":danger"]').last().waitFor();
  await chat.press('danger');
  await chat.page.locator('[data-testid=inline-button][data-data$=":back"]').last().waitFor();
  await chat.write('CANARY sample words');
  await chat.page.waitForFunction(() => document.querySelectorAll('[data-testid=message][data-from=person]').length === 0);
  await chat.shot('told');
}

const operator = await signIn('operator-1');
await id(operator, 'empty').waitFor();
const english = await person('en');
await reportsDanger(english, 'en');
await id(operator, 'fresh').click();
const row = operator.locator('[data-testid^=row-]').first();
await row.waitFor();
must(/\ben\b/.test(await row.innerText()), 'the language of the conversation stands in the row');
await row.click();
await id(operator, 'claim').click();
await operator.getByText('CANARY sample words').first().waitFor();
await english.write('/withdraw');
await english.card('Withdraw the report');
await english.shot('withdraw');
await english.press('yes');
await id(operator, 'withdrawal').waitFor();
must((await row.innerText()).includes('відкликання'), 'the row says that it was withdrawn');
await shot(operator, 'leaving-withdrawn');
await english.shot('withdrawn');
await english.press('unwithdraw');
await english.card('The report stays with us');
await id(operator, 'withdrawal').waitFor({ state: 'detached' });
said('a withdrawal and its revoking are seen in the open case at once');

await english.write('/cancel');
await english.page.waitForFunction(() => !document.body.innerText.includes('Number:'));
await english.shot('hidden');
const dull = await english.shows();
must(!/child|report|danger|case/i.test(dull), `the hidden chat tells too much: ${dull}`);
said('Hide now leaves a dull card');

await english.write('/language');
await english.page.locator('[data-testid=inline-button][data-data$=":ru"]').last().waitFor();
await english.press('ru');
await english.page.waitForFunction(() => /[а-я]{4}/.test([...document.querySelectorAll('[data-testid=message][data-from=bot]')].at(-1)?.innerText ?? ''));
await english.shot('language');
await english.write('/forget');
await english.page.locator('[data-testid=inline-button][data-data$=":yes"]').last().waitFor();
await english.shot('forget');
await english.press('yes');
await operator.waitForTimeout(1000);
await english.shot('forgotten');
await id(operator, 'tab-history').click();
await operator.locator('.history li').filter({ hasText: 'забуто' }).first().waitFor();
await shot(operator, 'leaving-history');
said('a chat that was forgotten stands in the history of its case');
await end();

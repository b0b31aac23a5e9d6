// A roster that somebody changed in the database: the console opens for nobody and says why, and the chat takes no report.
import { atTheGate, chatUrl, end, id, must, open, said, shot } from './browser.mjs';

const page = await atTheGate('operator-1');
await id(page, 'sign-in').click();
await page.getByText('СПИСОК УЧАСНИКІВ НЕ ДОВЕДЕНО').first().waitFor();
must((await page.locator('[data-testid^=view-]').count()) === 0, 'the console opens');
await shot(page, 'forged-console');
said('the console says that the roster is not proven');

const chat = await open(chatUrl, { viewport: { width: 360, height: 760 } });
await id(chat, 'start').click();
await chat.locator('[data-testid=message][data-from=bot]').filter({ hasText: '000 000' }).last().waitFor();
await shot(chat, 'forged-chat');
said('the chat names the hotline and takes no report');
await end();

import { beforeEach, test } from 'node:test';
import assert from 'node:assert/strict';
import { Refusal } from '../src/api/api';
import { current, notice, openCase, type OpenCase, tell, undoing } from '../src/desk';
import { handOver, release, surely } from '../src/more/writes';
import { session, type Session } from '../src/session';
import { t } from '../src/i18n';

const ME = 'm-me';
const NUMBER = 'K7Q4-MX2P';
const lease = { owner: ME, until: new Date(Date.now() + 600_000).toISOString() };
const of = { file: { number: NUMBER, fence: 3, lease, custody: [{ n: 4, act: 'claimed', by: ME, at: '' }] }, context: {} } as unknown as OpenCase;
const served = (...acts: string[]) => ({ row: { number: NUMBER, owner: ME, leaseUntil: lease.until }, generations: [], entries: [], thread: [], custody: [...of.file.custody, ...acts.map((act, i) => ({ n: 5 + i, act, by: ME, at: '' }))] });

let answers: (() => Response)[];
const away = () => { throw new TypeError(); };
const says = (status: number, body: object = {}) => () => new Response(JSON.stringify(body), { status });

beforeEach(() => {
  Object.assign(globalThis, {
    document: { cookie: '' },
    fetch: async (path: string, { method }: { method: string }) => (path === `/api/cases/${NUMBER}` || method === 'POST' ? (answers.shift() ?? away)() : away()),
  });
  session.value = { key: { member: ME }, roles: ['operator'] } as unknown as Session;
  current.value = { at: 'open', case: of };
  undoing.value = null;
  tell('');
});

test('aLostAnswerToAnActThatWasDoneIsToldAsDone', async () => {
  answers = [away, says(403)];
  assert.equal(await release(of), true);
  assert.equal(current.value.at, 'none');
});

test('aLostAnswerIsNotTakenForARefusal', async () => {
  answers = [says(200, served('noted'))];
  let followed = 0;
  assert.equal(await surely(of, 'noted', () => Promise.reject(new Refusal(0, 'away', '')), () => { followed++; }), true);
  answers = [says(200, served())];
  assert.equal(await surely(of, 'noted', () => Promise.reject(new Refusal(0, 'away', '')), () => { followed++; }), false);
  assert.equal(notice.value?.text, t('notSaved'));
  assert.equal(followed, 1);
});

test('aHandOverThatTheServerRefusesGaveNobodyAccess', async () => {
  answers = [says(409, { error: 'lease-lost' })];
  assert.equal(await handOver({ ...of, context: { secrets: new Map() } } as unknown as OpenCase, []), false);
  assert.equal(notice.value?.text, t('handOverNot'));
  assert.equal(current.value.at, 'open');
});

test('aRefreshThatFailsLeavesTheOpenCase', async () => {
  for (const answer of [away, says(500), says(503)]) {
    answers = [answer];
    current.value = { at: 'open', case: of };
    await openCase(NUMBER);
    assert.deepEqual(current.value, { at: 'open', case: of, stale: true });
  }
});

test('aCaseThatIsNoLongerHersIsSaidToBeSo', async () => {
  answers = [says(403)];
  tell('Пропозицію надіслано');
  await openCase(NUMBER);
  assert.deepEqual(current.value, { at: 'refused', number: NUMBER, why: 'caseLeft' });
  assert.equal(notice.value, null);
});

test('anUndoStaysWhileOtherThingsAreSaidUntilItsTimeIsOver', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  tell('Закрито як спам: 2.', () => undefined);
  tell('');
  tell('Збережено');
  assert.equal(undoing.value?.text, 'Закрито як спам: 2.');
  mock.timers.tick(600_000);
  assert.equal(undoing.value, null);
});

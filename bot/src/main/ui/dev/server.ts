import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { fromBase64Url, sha256Hex, toBase64, utf8 } from '../src/crypto/bytes';
import { paddedJson, seal, type Json } from '../src/crypto/seal';
import { statements, verifies } from '../src/crypto/statements';
import { sealReason } from '../src/crypto/proposal';
import { verifyRoster } from '../src/crypto/roster';
import { deposit, entry, fileTar, found, keyFile, keyOf, rootOf, signed } from './founding';

/** A desk for working on the screens without the server: keys made at start, everything in memory, the production headers. Arguments: static folder, number of rows, folder for the key files. */
const [folder, count, keys] = [process.argv[2]!, Number(process.argv[3] ?? 5), process.argv[4]!];
const LINE = 'sample';
const importMap = createHash('sha256').update(/<script type="importmap">(.*?)<\/script>/.exec(readFileSync(join(folder, 'index.html'), 'utf8'))![1]!).digest('base64');
const CONSOLE_CSP = `default-src 'none'; script-src 'self' 'sha256-${importMap}'; style-src 'self'; img-src 'self' blob:; media-src blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
const viewerCsp = (host: string) => `sandbox allow-scripts; default-src 'none'; script-src http://${host}/viewer/viewer.js; img-src blob:; media-src blob:; connect-src 'none'; worker-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'`;

const sample = await found(LINE);
for (const one of sample.people) writeFileSync(join(keys, `${one.id}.age`), await keyFile(one, LINE, 'sample'), { mode: 0o600 });
const sealedEpoch = toBase64(await seal(sample.people.slice(0, 2).map((p) => p.recipient).slice(0, 1), paddedJson({ v: 1, line: LINE, desk: 'main', epoch: 1, kind: 'epoch-key', secret: sample.epochSecret })));

interface Stored { row: Json; fence: number; generations: { n: number; recipient: string; keys: { to: string; sealed: string }[] }[]; entries: Json[]; thread: Json[]; custody: Json[]; readers: string[] }
const cases = new Map<string, Stored>();
const blobs = new Map<string, Uint8Array>();
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8Dwn4GBgYGJgYGBgQEAJgMC/1mqGFkAAAAASUVORK5CYII=', 'base64');
const URGENCIES = ['now', 'soon', 'routine'];
const TYPES = ['deported', 'lost', 'unaccompanied', 'documents', 'crime', 'other'];
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function numberOf(i: number): string {
  const hash = createHash('sha256').update(String(i)).digest();
  const symbols = [...hash.subarray(0, 8)].map((b) => ALPHABET[b & 31]).join('');
  return `${symbols.slice(0, 4)}-${symbols.slice(4)}`;
}

async function born(i: number): Promise<void> {
  const number = numberOf(i);
  const rank = i < 2 ? 0 : i % 3;
  const age = (i * 37 + 12) * 60_000;
  const since = new Date(Date.now() - age);
  const row = { number, urgency: URGENCIES[rank], state: 'waiting', type: TYPES[i % 6], language: ['uk', 'ru', 'en', 'crh'][i % 4], since, due: new Date(Date.now() + (i % 4 === 1 ? -25 : 55 + i) * 60_000), lease: i === 4 ? { owner: sample.people[1]!.id, until: new Date(Date.now() + 600_000) } : null, incomplete: i % 7 === 4, news: 3, withdrawal: i === 3, snoozed: new Date(0), unread: false };
  const stored: Stored = { row, fence: 0, generations: [], entries: [], thread: [], custody: [{ n: 1, act: 'born', by: 'line', at: since }, { n: 2, act: 'enqueued', by: 'line', at: since }], readers: [] };
  cases.set(number, stored);
  if (i < 9) await told(number, stored, since);
}

async function told(number: string, stored: Stored, since: Date): Promise<void> {
  const secret = await generateHybridIdentity();
  const recipient = await identityToRecipient(secret);
  const at = since.toISOString().slice(0, 19) + 'Z';
  const head = (seq: number, kind: string): Json => ({ v: 1, line: LINE, case: number, generation: 1, seq, kind, at });
  const key = paddedJson({ ...head(0, 'key'), secret });
  stored.generations = [{ n: 1, recipient, keys: [{ to: 'epoch:main:1', sealed: toBase64(await seal([sample.epochRecipient], key)) }] }];
  const say: [number, string, Json][] = [
    [1, 'consent', { item: 'keep', given: true }], [2, 'answer', { question: 'type', choices: ['deported'], language: 'uk' }],
    [3, 'answer', { question: 'name', text: 'Марія Приклад', language: 'uk' }], [4, 'answer', { question: 'age', unknown: true, language: 'uk' }],
    [5, 'answer', { question: 'places', text: 'Школа-інтернат у Прикладному, там нас розділили', language: 'uk' }], [6, 'answer', { question: 'places', text: 'Потім санаторій біля моря, назви не знаю. Дитина дзвонила звідти один раз, у середині травня, з чужого телефону.', language: 'uk' }],
    [7, 'answer', { question: 'name', text: 'Марія Прикладна, вдома Марійка', language: 'uk' }], [8, 'answer', { question: 'danger', choices: ['move'], language: 'uk' }],
    [9, 'answer', { question: 'taken', skipped: true, language: 'uk' }], [12, 'message', { text: 'Згадала: вона була у червоній куртці.', language: 'uk' }],
  ];
  for (const [seq, kind, body] of say) stored.entries.push({ ...(await entry(sample, number, recipient, `e-${number}-${seq}`, 'reporter', 'text', { ...head(seq, kind), ...body })) });
  const forged = await entry(sample, 'AAAA-AAAA', recipient, `e-${number}-13`, 'reporter', 'text', { ...head(13, 'answer'), question: 'marks', text: 'FORGED-CANARY' });
  stored.entries.push({ ...forged });
  const pictures: [number, Uint8Array][] = [[10, PNG], [11, utf8('<svg onload="alert(1)">просто текст</svg>')]];
  for (const [seq, original] of pictures) {
    const sealed = await seal([recipient], fileTar({ ...head(seq, 'file'), question: 'evidence', name: 'photo.jpg', sentAs: 'photo' }, original));
    const id = `f-${number}-${seq}`;
    blobs.set(id, sealed);
    stored.entries.push({ id, gen: 1, by: 'reporter', kind: 'file', file: { length: sealed.length }, sig: deposit(sample, number, id, sealed) });
  }
}
for (let i = 0; i < count; i++) await born(i);

// --- four eyes: the second member proposed to close one case as not credible ---
const roster = verifyRoster(LINE, rootOf(sample), [signed(sample)]);
const reasons = new Map<string, string>();
const second = [...cases.values()][2];
if (second) {
  const by = sample.people[1]!;
  second.row['proposal'] = { id: 'sampleproposal', what: 'not-credible', by: by.id, until: new Date(Date.now() + 3 * 86_400_000) };
  reasons.set(String(second.row['number']), await sealReason(keyOf(by, LINE), roster, String(second.row['number']), 'not-credible', 'Той самий текст надійшов із п’яти різних розмов за годину, місця вигадані.'));
}

let me = '';
let nonce = '';
const titles: Record<string, [string, string, Record<string, string>, boolean]> = {
  type: ['report', 'Про що йдеться', { deported: 'Дитину вивезли' }, false], name: ['child', 'Ім’я дитини', {}, false], age: ['child', 'Вік', {}, false], taken: ['separation', 'Хто і звідки забрав', {}, false],
  places: ['places', 'Де була дитина', {}, true], danger: ['danger', 'Чи є загроза', { move: 'Можуть перевезти' }, false], marks: ['child', 'Особливі прикмети', {}, false],
};
const questions = Object.entries(titles).map(([id, [group, title, choices, several]]) => ({ id, group, title, several, choices }));

function rows(view: string): Json[] {
  const all = [...cases.values()].map((one) => ({ ...one.row, custody: undefined }) as Json);
  const lease = (row: Json) => (row['lease'] as Json | null)?.['owner'];
  const ended = ['closed', 'returned', 'duplicate'];
  const reads = (row: Json) => cases.get(String(row['number']))!.readers.includes(me);
  const is: Record<string, (row: Json) => boolean> = {
    waiting: (r) => r['state'] === 'waiting' && Number(r['snoozed']) <= Date.now(), mine: (r) => lease(r) === me, overdue: (r) => r['state'] === 'waiting' && Number(r['due']) < Date.now(), snoozed: (r) => r['state'] === 'waiting' && Number(r['snoozed']) > Date.now(),
    granted: (r) => reads(r) && !ended.includes(String(r['state'])), closed: (r) => reads(r) && ended.includes(String(r['state'])),
  };
  return all.filter(is[view] ?? (() => false)).sort((a, b) => URGENCIES.indexOf(String(a['urgency'])) - URGENCIES.indexOf(String(b['urgency'])) || Number(a['since']) - Number(b['since']));
}

const VIEWS = ['waiting', 'mine', 'overdue', 'snoozed', 'granted', 'closed'];

function answer(method: string, path: string, query: URLSearchParams, body: Json): [number, unknown] {
  if (path === 'line') return [200, { line: LINE, name: 'Лінія «Додому»', languages: ['uk', 'ru', 'en'], root: rootOf(sample), idleSeconds: 900 }];
  if (path === 'sign-in/challenge') return [200, { nonce: (nonce = sha256Hex(utf8(String(Math.random())))) }];
  if (path === 'sign-in') {
    const one = sample.people.find((p) => p.id === body['member']);
    const good = one && verifies(statements.signIn(LINE, one.id, nonce), fromBase64Url(String(body['signature'])), one.signing);
    if (good) me = one.id;
    return good ? [204, null] : [401, { error: 'refused' }];
  }
  if (path === 'sign-out') { me = ''; return [204, null]; }
  if (me === '') return [401, { error: 'signed-out' }];
  if (path === 'roster') return [200, { versions: [signed(sample)], epochs: me === sample.people[0]!.id ? [{ desk: 'main', epoch: 1, sealed: sealedEpoch }] : [] }];
  if (path === 'questionnaire') return [200, { questions, sharing: {} }];
  if (path === 'cases') {
    const found_ = rows(query.get('view') ?? '');
    return [200, { counts: Object.fromEntries(VIEWS.map((v) => [v, rows(v).length])), present: found_[1] ? { [String(found_[1]['number'])]: [sample.people[1]!.id] } : {}, rows: found_.slice(0, 499).map(served), more: found_.length > 499 }];
  }
  if (path === 'presence') return [204, null];
  if (path === 'load') return [200, Object.fromEntries(sample.people.map((one, i) => [one.id, { held: i, granted: 2 * i }]))];
  if (path === 'lead') {
    const all = [...cases.values()].map((one) => one.row);
    return [200, { proposals: all.filter((row) => row['proposal']).map((row) => ({ row: served(row), sealedReason: reasons.get(String(row['number'])) ?? '' })), withdrawals: all.filter((row) => row['withdrawal']).map((row) => ({ ...served(row), leaves: new Date(Date.now() + 86_400_000) })), held: all.filter((row) => row['held']).map(served) }];
  }
  if (path === 'spam') {
    const closed = (body['numbers'] as string[]).map((number) => cases.get(number)!).filter((one) => one.row['state'] === 'waiting');
    closed.forEach((one) => { one.row['state'] = 'closed'; one.fence++; });
    return [200, { closed: closed.map((one) => ({ number: one.row['number'], fence: one.fence })) }];
  }
  if (path === 'spam/undo') {
    const closed = (body['closed'] as { number: string }[]).map((one) => cases.get(one.number)!);
    closed.forEach((one) => { one.row['state'] = 'waiting'; });
    return [200, { back: closed.length }];
  }
  return onCase(method, path, body);
}

function served(row: Json): Json {
  const lease = row['lease'] as Json | null;
  return { ...row, lease: undefined, owner: lease?.['owner'] ?? null, leaseUntil: lease?.['until'] ?? new Date(0) };
}

function detail(one: Stored): Json {
  const entries = one.entries.map((entry) => ({ id: entry['id'], generation: entry['gen'], by: entry['by'], kind: entry['kind'], sealed: entry['sealed'] ?? null, fileLength: (entry['file'] as Json | undefined)?.['length'] ?? 0, signature: entry['sig'] }));
  const generations = one.generations.map((g) => ({ number: g.n, recipient: g.recipient, keys: g.keys }));
  return { row: served(one.row), fence: one.fence, reader: one.readers.includes(me), next: null, generations, entries, thread: one.thread, custody: one.custody };
}

function onCase(method: string, path: string, body: Json): [number, unknown] {
  const [, number, act, , decision] = /^cases\/([^/]+)(?:\/(\w+)(?:\/(\w+)\/(confirm|decline))?)?$/.exec(path) ?? [];
  const one = cases.get(number ?? '');
  if (!one) return [404, { error: 'unknown' }];
  const now = new Date();
  const kept = (what: string) => one.custody.push({ n: one.custody.length + 1, act: what, by: me, at: now });
  const lease = one.row['lease'] as Json | null;
  if (act === 'block' && method === 'GET') return [200, { blocked: one.row['blocked'] === true }];
  if (method === 'GET') return lease?.['owner'] === me || one.readers.includes(me) ? [200, detail(one)] : [403, { error: 'not-allowed' }];
  if (decision) { one.row['proposal'] = null; if (decision === 'confirm') one.row['state'] = 'closed'; kept('not-credible-confirmed'); return [204, null]; }
  if (act === 'proposals') { one.row['proposal'] = { id: `p${number}`.replace('-', ''), what: body['what'], by: me, until: new Date(Date.now() + 3 * 86_400_000) }; reasons.set(number!, String(body['reason'])); kept(`${String(body['what'])}-proposed`); return [204, null]; }
  if (act === 'block' || act === 'unblock') { one.row['blocked'] = act === 'block'; kept(`sender-${act}ed`); return [204, null]; }
  if (act === 'hold' || act === 'lift') { one.row['held'] = act === 'hold'; kept(act === 'hold' ? 'held' : 'hold-lifted'); return [204, null]; }
  if (act === 'assign') { one.row['lease'] = null; one.row['assigned'] = body['member']; kept('assigned'); return [204, null]; }
  if (act === 'escalate') { one.row['lease'] = null; one.row['assigned'] = 'leads'; kept('escalated'); return [204, null]; }
  if (act === 'reopen') { one.row['state'] = 'waiting'; kept('reopened'); return [204, null]; }
  if (act === 'claim') {
    if (lease && lease['owner'] !== me) return [409, { error: 'claimed', by: lease['owner'] }];
    one.row['lease'] = { owner: me, until: new Date(Date.now() + 900_000) };
    one.row['snoozed'] = new Date(0);
    kept('claimed');
    return [200, { fence: ++one.fence, until: (one.row['lease'] as Json)['until'] }];
  }
  if (body['fence'] !== undefined && body['fence'] !== 0 && body['fence'] !== one.fence) return [409, { error: 'lease-lost' }];
  if (act === 'release') { one.row['lease'] = null; kept('released'); return [204, null]; }
  if (act === 'snooze') { one.row['lease'] = null; one.row['snoozed'] = new Date(String(body['until'])); kept('snoozed'); return [204, null]; }
  if (act === 'renew') { one.row['lease'] = { owner: me, until: new Date(Date.now() + 900_000) }; return [200, { fence: one.fence }]; }
  if (act === 'triage') { if (body['urgency']) one.row['urgency'] = body['urgency']; if (body['state']) one.row['state'] = body['state']; kept('triaged'); return [204, null]; }
  const put = (kind: string) => {
    const sealed = Buffer.from(String(body['sealed']), 'base64');
    const id = `m-${String(body['key'])}`;
    one.entries.push({ id, gen: body['generation'], by: 'member', kind, sealed: body['sealed'], sig: deposit(sample, number!, id, sealed) });
    return id;
  };
  if (act === 'entries') { kept('noted'); return [200, { id: put('note') }]; }
  if (act === 'thread') { const reply = put('thread'); kept('replied'); one.thread.push({ reply, state: 'waiting', changed: now }); return [200, { reply, state: 'waiting', changed: now }]; }
  if (act === 'grants') {
    const grants = body['grants'] as { member: string; generation: number; sealed: string }[];
    one.generations[0]!.keys = grants.map((g) => ({ to: `member:${g.member}`, sealed: g.sealed }));
    one.readers = grants.map((g) => g.member);
    one.row['lease'] = null; one.row['state'] = 'verifying'; kept('granted');
    return [204, null];
  }
  return [404, { error: 'unknown' }];
}

function serve(path: string, host: string, out: ServerResponse): void {
  const file = normalize(path === '/' ? '/index.html' : path);
  const type = ({ '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' } as Record<string, string>)[extname(file)] ?? 'application/json';
  const viewer = file.startsWith('/viewer/');
  try {
    const bytes = readFileSync(join(folder, file));
    out.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': viewer ? viewerCsp(host) : CONSOLE_CSP, 'Cross-Origin-Resource-Policy': viewer ? 'cross-origin' : 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff', ...(viewer ? {} : { 'Integrity-Policy': 'blocked-destinations=(script)' }) });
    out.end(bytes);
  } catch {
    out.writeHead(404).end();
  }
}

const server = createServer(async (request, out) => {
  const url = new URL(request.url!, 'http://x');
  if (!url.pathname.startsWith('/api/')) return serve(url.pathname, request.headers.host!, out);
  const path = decodeURIComponent(url.pathname.slice(5));
  if (path === 'events') { out.writeHead(200, { 'Content-Type': 'text/event-stream' }); out.write(':\n\n'); return; }
  const file = /^entries\/(.+)\/file$/.exec(path);
  if (file) { out.writeHead(200, { 'Content-Type': 'application/octet-stream' }).end(blobs.get(file[1]!)); return; }
  let text = '';
  for await (const part of request) text += part;
  const [status, said] = answer(request.method!, path, url.searchParams, text ? (JSON.parse(text) as Json) : {});
  out.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  out.end(status === 204 ? undefined : JSON.stringify(said));
});
server.listen(0, '127.0.0.1', () => console.log(`http://localhost:${(server.address() as { port: number }).port}`));

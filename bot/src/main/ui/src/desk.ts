import { signal } from '@preact/signals';
import { api, type CaseFile, type Page, Refusal, type Row, type View, VIEWS } from './api/api';
import { openGenerations } from './crypto/casekeys';
import { type Broken, type CaseContext, checkHeader, openEntry, openFileBytes, type Opened, type StoredEntry, withoutRepeats } from './crypto/entry';
import { type FileType, fileType } from './crypto/magic';
import type { Question } from './crypto/report';
import { type FileContent, readTar } from './crypto/tar';
import { type Key, language, t } from './i18n';
import { saw, unlearn } from './seen';
import { nameOfMember, renewRoster, session } from './session';

export type ListState = { at: 'loading' } | { at: 'error' } | { at: 'ready'; page: Page };
export interface OpenFile { readonly entry: StoredEntry; readonly content: FileContent; readonly type: FileType; readonly seq: number }
export interface OpenCase {
  readonly file: CaseFile; readonly context: CaseContext; readonly entries: readonly (Opened | Broken)[]; readonly questions: readonly Question[]; readonly sharing: Readonly<Record<string, string>>;
}
export type CaseView = { at: 'none' } | { at: 'closed'; row: Row } | { at: 'loading'; number: string } | { at: 'refused'; number: string; why: Key } | { at: 'open'; case: OpenCase; stale?: boolean };

export const view = signal<View>('waiting');
export const list = signal<ListState>({ at: 'loading' });
export const fresh = signal(0);
export const online = signal(true);
export const current = signal<CaseView>({ at: 'none' });
export const files = signal<ReadonlyMap<string, OpenFile | 'loading' | 'broken'>>(new Map());
/** What just happened, in a sentence. */
export const notice = signal<{ text: string } | null>(null);
/** What can be undone: it stays beside later notices until its time is over. */
export const undoing = signal<{ text: string; undo: () => void; of: string } | null>(null);
const UNDO_MILLISECONDS = 600_000;

export function forgetUndo(of: string): void {
  if (undoing.value?.of === of) undoing.value = null;
}

/** `of` is the number of the case that only its holder can put back. */
export function tell(text: string, undo?: () => void, of = ''): void {
  notice.value = text === '' || undo ? null : { text };
  if (!undo) return;
  const one = { text, undo, of };
  undoing.value = one;
  setTimeout(() => { if (undoing.value === one) undoing.value = null; }, UNDO_MILLISECONDS);
}

let asked = 0;

/** Loads the rows of a view; an older answer never overwrites a newer one. */
export async function load(which: View = view.value, quiet = false): Promise<void> {
  const mine = ++asked;
  view.value = which;
  if (!quiet) list.value = { at: 'loading' };
  try {
    const page = await api.cases(which);
    if (mine !== asked) return;
    list.value = { at: 'ready', page };
    fresh.value = 0;
    online.value = true;
  } catch (away) {
    if (mine === asked && !quiet) list.value = { at: 'error' };
    online.value = away instanceof Refusal && away.status !== 0;
  }
}

/** A claim whose time is over is nobody's any more. */
export function expire(): void {
  const shown = list.value;
  const spent = (row: Row) => row.lease !== null && Date.parse(row.lease.until) <= Date.now();
  if (shown.at === 'ready' && shown.page.rows.some(spent)) list.value = { at: 'ready', page: { ...shown.page, rows: shown.page.rows.map((row) => (spent(row) ? { ...row, lease: null } : row)) } };
}

let peeking = false;
let peekAgain = false;

/** Looks for new cases without moving what is being read: only the counts change. A hint that comes during a look causes one more. */
export async function peek(): Promise<void> {
  peekAgain = true;
  if (peeking) return;
  peeking = true;
  while (peekAgain) {
    peekAgain = false;
    await peekOnce();
  }
  peeking = false;
}

async function peekOnce(): Promise<void> {
  const shown = list.value;
  if (shown.at !== 'ready') return;
  try {
    const page = await api.cases(view.value);
    if (list.value !== shown) return;
    const known = new Set(shown.page.rows.map((row) => row.number));
    const rows = shown.page.rows.map((row) => page.rows.find((one) => one.number === row.number) ?? { ...row, lease: null, gone: true });
    list.value = { at: 'ready', page: { ...shown.page, counts: page.counts, rows, present: page.present ?? {} } };
    fresh.value = page.rows.filter((row) => !known.has(row.number)).length;
    online.value = true;
  } catch (away) {
    online.value = away instanceof Refusal && away.status !== 0;
  }
}

/** Shows a case: opened when it is mine to read, else its clear fields with the offer to take it. */
export function choose(row: Row): void {
  files.value = new Map();
  const me = session.value?.key.member;
  const mine = row.lease?.owner === me && Date.parse(row.lease?.until ?? '') > Date.now();
  if (mine || view.value === 'granted' || view.value === 'closed') void openCase(row.number, row);
  else current.value = { at: 'closed', row };
}

let looked = '';

/** Tells the others which case this page shows; said again as long as it does. */
export const look = (): void => { if (session.value && looked) void api.look(looked).catch(() => undefined); };

/** The page shows another case, or none. */
export function looking(shown: CaseView): void {
  const number = shown.at === 'open' ? shown.case.file.number : shown.at === 'closed' ? shown.row.number : shown.at === 'loading' ? shown.number : '';
  if (number === looked) return;
  looked = number;
  if (session.peek()) void api.look(number || null).then(peek, () => undefined);
}

/** The names of the others who look at a case. */
export const present = (number: string): string[] =>
  list.value.at === 'ready' ? (list.value.page.present?.[number] ?? []).map(nameOfMember) : [];

/** Opens a case to which I hold a key; one that is open already stays when it cannot be had anew just now. A row that was not granted is offered to be taken instead. */
export async function openCase(number: string, offer?: Row): Promise<void> {
  const held = session.value?.key;
  if (!held) return;
  const again = current.value.at === 'open' && current.value.case.file.number === number;
  if (!again) {
    files.value = new Map();
    current.value = { at: 'loading', number };
  }
  try {
    const file = await api.open(number);
    const next = await opened(file);
    if (session.value?.key !== held || wanted() !== number) return;
    const before = current.value.at === 'open' ? said(current.value.case.file) : said(file);
    current.value = { at: 'open', case: next };
    if (said(file) > before) tell(t('addedHere'));
    void saw(held, file);
  } catch (refused) {
    if (session.value?.key !== held || wanted() !== number) return;
    if (offer && triages() && refused instanceof Refusal && refused.status === 403) {
      current.value = { at: 'closed', row: offer };
      return;
    }
    const status = refused instanceof Refusal ? refused.status : -1;
    const left = again && (status === 403 || status === 404);
    if (again && status >= 0 && !left) {
      if (current.value.at === 'open') current.value = { ...current.value, stale: true };
      return;
    }
    if (left) tell('');
    const why: Key = refused instanceof Refusal ? (left ? 'caseLeft' : status === 403 ? 'notAllowed' : 'caseGone') : refused instanceof NoKey ? 'noKey' : 'caseKeyBroken';
    current.value = { at: 'refused', number, why };
  }
}

/** How many entries are the reporter's. */
const said = (file: CaseFile): number => file.entries.filter((one) => one.by === 'reporter').length;

/** The number of the case that is shown or on its way; an answer for another one comes too late. */
function wanted(): string {
  const shown = current.value;
  return shown.at === 'open' ? shown.case.file.number : shown.at === 'loading' ? shown.number : '';
}

export const triages = (): boolean => session.value?.roles.some((role) => role === 'operator' || role === 'lead') ?? false;

/** The views that this member's roles can see. */
export const views = (): readonly View[] => (triages() ? VIEWS : session.value?.roles.includes('verifier') ? ['granted', 'closed'] : []);

class NoKey extends Error {}

const secretsOf = (file: CaseFile) => {
  const { key, roster, epochs } = session.value!;
  return openGenerations({ line: roster.line, number: file.number }, key, epochs, file.generations);
};

/** A key that does not open may be sealed to an epoch that began while this page was open. */
async function opened(file: CaseFile): Promise<OpenCase> {
  let secrets = await secretsOf(file);
  if (file.generations.some((one) => one.keys.length > 0 && !secrets.has(one.n))) {
    await renewRoster();
    secrets = await secretsOf(file);
  }
  const { roster } = session.value!;
  const place = { line: roster.line, number: file.number };
  if (secrets.size === 0) throw new NoKey();
  const context: CaseContext = { ...place, roster, secrets };
  const texts = file.entries.filter((one) => one.kind !== 'file');
  const entries = withoutRepeats(await Promise.all(texts.map((one) => openEntry(context, one))), texts);
  const { questions, sharing } = await api.questionnaire(language.value).catch(() => ({ questions: [], sharing: {} }));
  return { file, context, entries, questions, sharing };
}

/** Fetches, checks and opens one file into memory. */
export async function showFile(of: OpenCase, entry: StoredEntry): Promise<void> {
  const put = (value: OpenFile | 'loading' | 'broken') => { files.value = new Map(files.value).set(entry.id, value); };
  const held = session.value;
  put('loading');
  try {
    const sealed = await api.file(entry.id);
    const content = readTar(await openFileBytes(of.context, entry, sealed));
    checkHeader({ line: of.context.line, number: of.context.number, generation: entry.gen, kinds: ['file'] }, content.meta);
    if (session.value === held) put({ entry, content, type: fileType(content.original), seq: content.meta['seq'] as number });
  } catch {
    if (session.value === held) put('broken');
  }
}

export function hideFile(id: string): void {
  const left = new Map(files.value);
  left.delete(id);
  files.value = left;
}

/** Forgets everything opened. */
export function forget(): void {
  current.value = { at: 'none' };
  files.value = new Map();
  list.value = { at: 'loading' };
  tell('');
  undoing.value = null;
  fresh.value = 0;
  unlearn();
}

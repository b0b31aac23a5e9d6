import { signal } from '@preact/signals';
import { uk, type Dictionary } from './uk';

export type Language = 'uk' | 'en';
export type Key = keyof Dictionary;

const KEPT = 'dodomu.language';
export const language = signal<Language>('uk');
const dictionaries: Record<Language, Dictionary> = { uk, en: uk };

/** Speaks the language once its texts are here; when they do not come, the one before stays. */
export async function speak(chosen: Language): Promise<void> {
  if (chosen === 'en') dictionaries.en = (await import('./en')).en;
  language.value = chosen;
  localStorage.setItem(KEPT, chosen);
  document.documentElement.lang = chosen;
}

/** The language chosen here before. */
export const kept = (): Language => (localStorage.getItem(KEPT) === 'en' ? 'en' : 'uk');

export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

export const t = (key: Key, values: Readonly<Record<string, string | number>> = {}): string => filled(dictionaries[language.value][key], values);

/** The text of a code that came from elsewhere; the code itself when there is none. */
export function named(prefix: string, code: string): string {
  const key = prefix + code;
  return key in uk ? t(key as Key) : code;
}

/** A span in the two largest units, for example "2 h 5 min". */
export function span(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(Math.abs(milliseconds) / 60_000));
  const [d, h, m] = language.value === 'uk' ? ['дн', 'год', 'хв'] : ['d', 'h', 'min'];
  if (minutes >= 2880) return `${Math.floor(minutes / 1440)} ${d}`;
  if (minutes >= 60) return `${Math.floor(minutes / 60)} ${h} ${minutes % 60} ${m}`;
  return `${minutes} ${m}`;
}

const written = (at: Date, more: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language.value === 'uk' ? 'uk-UA' : 'en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...more }).format(at);

export const fullTime = (at: Date): string => written(at, { year: 'numeric' });

/** Day and time; the year only when it is another one. */
export function dateTime(at: string): string {
  const day = new Date(at);
  return written(day, day.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' });
}

export function size(bytes: number): string {
  const [k, m] = language.value === 'uk' ? ['кБ', 'МБ'] : ['kB', 'MB'];
  const number = new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 });
  return bytes < 1_000_000 ? `${number.format(bytes / 1000)} ${k}` : `${number.format(bytes / 1_000_000)} ${m}`;
}

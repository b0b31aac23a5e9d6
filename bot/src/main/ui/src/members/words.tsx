import { fingerprintWords } from '../crypto/fingerprint';
import { language } from '../i18n';

export const Words = ({ hash, id }: { hash: string; id: string }) => <p class="words" data-testid={id}>{fingerprintWords(hash, language.value)}</p>;

/** The day that many months from now. */
export function inMonths(months: number): string {
  const day = new Date();
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}

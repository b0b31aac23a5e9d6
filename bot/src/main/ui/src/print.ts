import { current } from './desk';
import { fullTime, t } from './i18n';

const sheet = new CSSStyleSheet();

/** Puts number and time at the foot of each printed page, beside the page's own number. */
export function markPages(): void {
  const shown = current.value;
  const number = shown.at === 'open' ? shown.case.file.number : '';
  const foot = `${number} · ${t('printed', { at: fullTime(new Date()) })}`;
  sheet.replaceSync(`@page { @bottom-left { content: ${JSON.stringify(foot)}; } }`);
  document.adoptedStyleSheets = [sheet];
}

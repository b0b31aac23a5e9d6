import { m } from './texts';

/** As many letters as fit into a sealed entry, and into a sealed reason, whatever they are. */
export const MOST_NOTE = 40_000;
export const MOST_REASON = 20_000;

export const TooLong = ({ text, most }: { text: string; most: number }) =>
  text.length > most ? <p class="alarm" role="alert" data-testid="too-long">{m('tooMuch', { n: text.length, most })}</p> : null;

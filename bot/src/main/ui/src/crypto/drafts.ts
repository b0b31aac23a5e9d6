import { fromBase64, toBase64 } from './bytes';
import { open, paddedJson, readJson, seal } from './seal';

export interface Draft { readonly text: string; readonly key: string }

const MOST_DRAFTS = 50;

/** Seals what was begun and not sent, the newest fifty, to the member's own key; it holds which cases they belong to as well. */
export const sealDrafts = async (recipient: string, drafts: ReadonlyMap<string, Draft>): Promise<string> =>
  toBase64(await seal([recipient], paddedJson({ drafts: [...drafts].slice(-MOST_DRAFTS) })));

/** Opens them; what does not open counts as nothing begun. */
export async function openDrafts(secret: string, sealed: string): Promise<Map<string, Draft>> {
  try {
    return new Map(readJson(await open(fromBase64(sealed), secret))['drafts'] as [string, Draft][]);
  } catch {
    return new Map();
  }
}
